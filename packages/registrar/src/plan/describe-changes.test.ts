import type { ManifestAction } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { type DesiredAction, toDesiredSet } from "../registrar/desired-set.ts";
import type { LedgerEntry } from "../registrar/ledger.ts";
import type { ObservedItem } from "../registrar/observed-item.ts";
import { planChanges } from "../registrar/plan-changes.ts";
import { toRegistered } from "../registrar/ledger.ts";
import { anAction } from "../testing/virtual-stage.ts";
import { describeChanges, type PlannedItem } from "./describe-changes.ts";
import { settleEntries } from "../registrar/settle-entries.ts";

const secrets = { stage: "test", signingKey: new Uint8Array(32).fill(7) };

function desire(...actions: readonly ManifestAction[]): readonly DesiredAction[] {
  return toDesiredSet(
    { actions, functions: [], apiOrigin: "https://api.example.com", credentialVersion: 1, credentialDigests: {} },
    secrets,
  ).actions;
}

/** An action as Cliq's list shows it. */
function show(
  id: string,
  { hint, kind, executionUrl, fields }: DesiredAction,
  changes: Record<string, unknown> = {},
): ObservedItem {
  const shown = { id, execution_type: kind, ...fields, ...changes };
  return { id, name: shown.name, hint, kind, executionUrl, creator: { id: "9", name: "Robin Vale" }, shown };
}

/** A plan for actions that were registered before, under the ids id-0, id-1 and so on, unless the list says otherwise. */
function plan(
  wanted: readonly DesiredAction[],
  known: readonly DesiredAction[],
  live?: readonly ObservedItem[],
  released: Readonly<Record<string, LedgerEntry>> = {},
): readonly PlannedItem[] {
  const recorded = Object.fromEntries(
    known.map((one, index): [string, LedgerEntry] => [one.slug, toRegistered(`id-${index}`, one)]),
  );
  const shown = live ?? known.map((one, index) => show(`id-${index}`, one));
  const entries = settleEntries("actions", { actions: recorded }, wanted, shown);
  const changes = planChanges(wanted, entries, shown);
  const before = new Map(known.map((one) => [one.slug, one]));
  return describeChanges({
    kind: "message action",
    desired: wanted,
    changes,
    entries,
    recorded,
    before,
    released,
    live: shown,
  });
}

test("what is registered and unchanged is no change, what is new a create, what is gone a delete", () => {
  const kept = desire(anAction("a"))[0]!;
  expect(plan(desire(anAction("a"), anAction("new")), [kept, ...desire(anAction("old"))])).toMatchObject([
    { slug: "a", change: "none", id: "id-0" },
    { slug: "new", change: "create" },
    { slug: "old", change: "delete", id: "id-1", name: "Do old" },
  ]);
});

test("an update names each field with what Cliq shows and what it would hold", () => {
  const known = desire(anAction("a"));
  const [item] = plan(desire(anAction("a", { hint: "Better", message_types: ["text"] })), known, [
    show("id-0", known[0]!, { hint: "By hand" }),
  ]);
  expect(item).toMatchObject({ change: "update", id: "id-0" });
  expect(item?.fields).toEqual([
    { field: "hint", from: "By hand", to: "Better" },
    { field: "message_types", from: ["link", "text"], to: ["text"] },
  ]);
});

test("where Cliq shows nothing, what was registered last is the former value", () => {
  const [item] = plan(desire(anAction("a", { permissions: ["chat"] })), desire(anAction("a")));
  expect(item?.fields).toEqual([{ field: "permissions", from: ["message", "user"], to: ["chat"] }]);
});

test("another credential is a change of the URL that does not tell it", () => {
  const known = desire(anAction("a"));
  const moved = known.map((one) => ({
    ...one,
    hash: "other",
    fields: { ...one.fields, execution_url: `${one.executionUrl ?? ""}x` },
  }));
  const [item] = plan(moved, known);
  expect(item?.fields?.map(({ field }) => field)).toEqual(["execution_url"]);
  expect(JSON.stringify(item)).not.toContain(known[0]?.executionUrl?.split("/").at(-1));
});

test("of somebody's URL a plan shows where it leads, and nothing that might be a secret", () => {
  const url = "https://hooks.example.com/services/T024/s3cr3t?token=s3cr3t";
  const theirs = { ...show("77", desire(anAction("a"))[0]!, { execution_url: url }), executionUrl: url };
  const [planned] = plan(desire(anAction("a", { adopt: "77" })), [], [theirs]);
  expect(planned?.fields).toContainEqual(
    expect.objectContaining({ field: "execution_url", from: "https://hooks.example.com/…" }),
  );
  expect(JSON.stringify(planned)).not.toContain("s3cr3t");
});

test("a name somebody else has is a conflict with its id and maker, unless it is adopted", () => {
  const stranger = show("77", desire(anAction("s", { name: "Do a" }))[0]!);
  expect(plan(desire(anAction("a")), [], [stranger])).toEqual([
    {
      kind: "message action",
      slug: "a",
      name: "Do a",
      change: "conflict",
      id: "77",
      note: "The name is taken. The other one has the id 77 and was created by Robin Vale.",
    },
  ]);
  expect(plan(desire(anAction("a", { adopt: "77" })), [], [stranger])).toMatchObject([{ change: "adopt", id: "77" }]);
});

test("what was deleted by hand is a create that says so", () => {
  expect(plan(desire(anAction("a")), desire(anAction("a")), [])).toMatchObject([
    { change: "create", note: "Cliq does not list the former one (id id-0)." },
  ]);
});

test("a name that one of our own has and keeps is told apart from somebody else's", () => {
  const old = desire(anAction("old", { removal_policy: "retain", name: "Do a" }));
  const own = "our own (id id-0), which was registered as old and stays in Cliq";
  expect(plan(desire(anAction("a")), [...old, ...desire(anAction("a", { name: "Before" }))])).toMatchObject([
    { slug: "a", change: "conflict", id: "id-0", note: expect.stringContaining(own) },
    { slug: "old", change: "forget" },
  ]);
  const kept = { "actions/old": { phase: "registered", id: "77" } } as const;
  expect(plan(desire(anAction("a")), [], [show("77", old[0]!)], kept)).toMatchObject([
    { change: "conflict", note: expect.stringContaining("our own (id 77), which was registered as old") },
  ]);
});

test("a name that differs from somebody else's by case only is said before a deployment fails over it", () => {
  const stranger = show("77", desire(anAction("s", { name: "DO A" }))[0]!);
  expect(plan(desire(anAction("a")), [], [stranger])).toMatchObject([
    {
      change: "create",
      note: expect.stringContaining('"DO A" (id 77) differs from its name by case or spelling only'),
    },
  ]);
});

test("an icon that left the declaration, and an action that is switched off, are said to stay so", () => {
  const image = { key: "a.png", sha256: "0".repeat(64) };
  const known = desire(anAction("a", { image }));
  const [item] = plan(desire(anAction("a")), known, [show("id-0", known[0]!, { status: "disabled" })]);
  expect(item).toMatchObject({ change: "update" });
  expect(item?.note).toContain("stays in Cliq: no documented call removes one");
  expect(item?.note).toContain("It is disabled in Cliq");
  const [same] = plan(known, known, [show("id-0", known[0]!, { status: "disabled" })]);
  expect(same).toMatchObject({ change: "none", note: expect.stringContaining("disabled in Cliq") });
});

test("another kind is a replacement, and a renamed folder keeps its action", () => {
  const script = { key: "a.ds", sha256: "0".repeat(64) };
  const deluge = anAction("a", { permissions: [], execution_type: "deluge", script });
  expect(plan(desire(deluge), desire(anAction("a")))).toMatchObject([{ slug: "a", change: "replace", id: "id-0" }]);
  expect(plan(desire(anAction("b", { name: "Do a" })), desire(anAction("a")))).toMatchObject([
    { slug: "b", change: "update", id: "id-0", note: "It was registered as a and keeps its id." },
  ]);
});

test("what is to be retained is only forgotten", () => {
  expect(plan([], desire(anAction("a", { removal_policy: "retain" })))).toMatchObject([
    { slug: "a", change: "forget", id: "id-0" },
  ]);
});
