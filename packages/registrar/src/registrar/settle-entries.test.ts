import { expect, test } from "vitest";
import { digestOf } from "../digest.ts";
import { desire, register, show } from "../testing/plain-items.ts";
import type { Intent, LedgerEntry } from "./ledger.ts";
import { findLostCreate, settleEntries } from "./settle-entries.ts";

const url = "https://a.example/actions/a/credential-a";
const intent: Intent = { name: "Registering 1", temporary: true, hint: "Does it", urlDigest: digestOf(url), at: 0 };
const named = { ...intent, name: "Do a", temporary: false };
const marked = { ...named, hint: "Being registered (1)" };

test.each<[string, Intent, Parameters<typeof show>[1], "actions" | "functions", boolean]>([
  ["has its temporary name, in any case", intent, { name: "REGISTERING 1" }, "actions", true],
  ["has another name", intent, { name: "Registering 2" }, "actions", false],
  ["has its name, which is no temporary one", named, { name: "Do a" }, "actions", false],
  ["has its URL alone, as what was retained before does", intent, { executionUrl: url }, "actions", false],
  ["is an action with its URL", named, { name: "Other", executionUrl: url }, "actions", true],
  ["is a function with its URL and name", named, { name: "do A", executionUrl: url }, "functions", true],
  ["is a function with its URL and another name", named, { name: "Other", executionUrl: url }, "functions", false],
  ["has another URL", named, { name: "Do a", executionUrl: `${url}x` }, "actions", false],
  ["has a mark of an earlier release", marked, { name: "Do a", hint: marked.hint }, "actions", true],
  ["has such a mark and another name", marked, { name: "Do b", hint: marked.hint }, "actions", false],
  ["has another mark", marked, { name: "Do a", hint: "Being registered (2)" }, "actions", false],
  ["has such a mark and another URL", marked, { name: "Do a", hint: marked.hint, executionUrl: "x" }, "actions", false],
  ["has the hint, which is no mark", named, { name: "Do a", hint: named.hint }, "actions", false],
  ["is of another kind", intent, { name: intent.name, kind: "deluge" }, "actions", false],
  [
    "is of the kind that was to be",
    { ...intent, kind: "deluge" },
    { name: intent.name, kind: "deluge" },
    "actions",
    true,
  ],
  ["is of an unknown kind", { ...intent, kind: "deluge" }, { name: intent.name, kind: undefined }, "actions", true],
])("what %s is what a lost create made, or not", (_name, made, shown, section, isIt) => {
  const item = show("1", shown);
  expect(findLostCreate(section, made, new Set(), [show("0"), item])).toBe(isIt ? item : undefined);
  expect(findLostCreate(section, made, new Set(["1"]), [item])).toBeUndefined();
  expect(findLostCreate(section, undefined, new Set(), [item])).toBeUndefined();
});

const creating: LedgerEntry = { phase: "creating", intent };

test("a lost create is owned where it shows up, by one entry, and forgotten where it does not", () => {
  const shown = show("1", { name: intent.name });
  const settle = (...observed: Parameters<typeof settleEntries>[3]): unknown =>
    settleEntries("actions", { actions: { a: creating, b: creating } }, [desire("a"), desire("b")], observed);
  expect(settle(shown)).toEqual({ a: { ...creating, phase: "changing", id: "1" } });
  expect(settle()).toEqual({});
});

test("what Cliq no longer has is forgotten where it is declared or was leaving; else it stays to be deleted", () => {
  const actions = {
    a: register("a"),
    b: register("b"),
    gone: register("gone"),
    left: register("left", { leaving: true }),
  };
  const settled = settleEntries("actions", { actions }, [desire("a"), desire("b")], [show("b")]);
  expect(settled).toEqual({ b: actions.b, gone: actions.gone });
  expect(settleEntries("functions", { actions }, [], [show("a")])).toEqual({});
});

test("what was released comes back as retained, if it is there, of the same kind, and nobody else's", () => {
  const released = register("1", { removal: "retain" });
  const settle = (kept: LedgerEntry, shown = show("1"), owned = {}): unknown =>
    settleEntries("actions", { actions: owned, released: { "actions/a": kept } }, [desire("a")], [shown]);
  expect(settle(released)).toEqual({ a: { ...released, retained: true } });
  expect(settle({ ...released, kind: undefined })).toMatchObject({ a: { id: "1", retained: true } });
  expect(settle({ ...released, kind: "deluge" })).toEqual({});
  expect(settle(released, show("2"))).toEqual({});
  expect(settle(released, show("1", { executionUrl: "https://b.example/actions/a/credential-b" }))).toEqual({});
  // The API has another address since, and the credential proves it ours.
  expect(settle(released, show("1", { executionUrl: "https://b.example/actions/a/credential-a" }))).toMatchObject({
    a: { id: "1" },
  });
  expect(settle(released, show("1"), { b: register("1") })).toEqual({ b: register("1") });
  const kept = register("2");
  expect(settle(released, show("2"), { a: kept })).toEqual({ a: kept });
});

test("what was released under two slugs, or is shown with the URL of two, is one slug's alone", () => {
  const released = { "actions/a": register("1"), "actions/b": register("1") };
  const state = { actions: {}, released };
  expect(settleEntries("actions", state, [desire("a"), desire("b")], [show("1")])).toMatchObject({ a: { id: "1" } });
  expect(Object.keys(settleEntries("actions", state, [desire("a"), desire("b")], [show("1")]))).toEqual(["a"]);
  const twins = ["a", "b"].map((slug) => desire(slug, { credentialDigests: [digestOf("credential-a")] }));
  const recovered = settleEntries("actions", { actions: {}, lost: true }, twins, [show("1", { executionUrl: url })]);
  expect(Object.keys(recovered)).toEqual(["a"]);
});

test("what the ledger lacks and has one of our URLs is ours, as whose it was where the row was lost, else retained", () => {
  const settle = (
    section: "actions" | "functions",
    item: ReturnType<typeof show>,
    adopt?: string,
    ledger: object = { lost: true },
  ): unknown => settleEntries(section, { actions: {}, ...ledger }, [desire("a", { adopt })], [show("0"), item]);
  const ours = show("1", { executionUrl: url, creator: { id: "9", name: undefined } });
  expect(settle("actions", ours)).toEqual({
    a: { phase: "changing", id: "1", name: "Do 1", kind: "webhook", creator: "9", removal: "delete" },
  });
  expect(settle("actions", { ...ours, kind: undefined, creator: undefined })).toEqual({
    a: { phase: "changing", id: "1", name: "Do 1", removal: "delete" },
  });
  expect(settle("actions", ours, "1")).toEqual({
    a: { phase: "changing", id: "1", name: "Do 1", kind: "webhook", adopted: true, removal: "retain" },
  });
  expect(settle("functions", ours)).toEqual({});
  expect(settle("functions", { ...ours, name: "Do a" })).toMatchObject({ a: { id: "1" } });
  expect(settle("actions", { ...ours, executionUrl: `${url}x` })).toEqual({});
  const old = { registered: { properties: { ApiOrigin: "https://a.example" }, at: 0 } };
  expect(settle("actions", ours, undefined, old)).toMatchObject({ a: { retained: true, removal: "retain" } });
  expect(settle("actions", ours, "1", old)).toEqual({});
  // It may be another stack's.
  expect(settle("actions", ours, undefined, {})).toEqual({});
  const elsewhere = { ...ours, executionUrl: url.replace("a.example", "b.example") };
  expect(settle("actions", elsewhere, undefined, old)).toEqual({});
});
