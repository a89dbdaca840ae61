import { expect, test } from "vitest";
import { desire, register, show } from "../testing/plain-items.ts";
import type { LedgerEntry } from "./ledger.ts";
import { settleOwnership } from "./settle-ownership.ts";

function settle(
  wanted: readonly ReturnType<typeof desire>[],
  entries: Record<string, LedgerEntry>,
  ...live: readonly ReturnType<typeof show>[]
) {
  const { owned, replaced, ...rest } = settleOwnership(wanted, entries, new Map(live.map((item) => [item.id, item])));
  return { owned: Object.fromEntries(owned), replaced: Object.fromEntries(replaced), ...rest };
}
const nothing = { problems: [], transfers: [], adoptions: [], replaced: {} };

test("what is registered stays whose it is, without an id it is nobody's", () => {
  const entries = { a: register("a"), b: { phase: "creating" } as const };
  expect(settle([desire("a"), desire("b")], entries, show("a"))).toEqual({ ...nothing, owned: { a: entries.a } });
});

test("what leaves and is the same under another slug moves there: by what made room, its name in Cliq, or its name in the ledger", () => {
  const moved = (from: string, entry: LedgerEntry, ...live: readonly ReturnType<typeof show>[]) =>
    settle([desire("b")], { [from]: entry }, ...live);
  // What was registered of it still holds: a rollback that moves it back has nothing to write.
  const changes = {};
  for (const [from, name, shown] of [
    ["a", "Do a", "Do b"],
    ["a", "Do b", "By hand"],
    ["b~a", "Do a", "Do a"],
  ] as const) {
    const entry = register("a", { name });
    expect(moved(from, entry, show("a", { name: shown }))).toEqual({
      ...nothing,
      owned: { b: { ...entry, ...changes } },
      transfers: [{ from, to: "b", changes }],
    });
  }
  const stays = register("a");
  expect(moved("a", stays, show("a"))).toEqual({ ...nothing, owned: { a: stays } });
  expect(moved("a", register("a", { name: "Do b" }))).toMatchObject({ transfers: [] });
  expect(moved("a", register("a", { name: "Do b" }), show("a", { kind: "deluge" }))).toMatchObject({ transfers: [] });
  expect(moved("a", register("a", { name: "Do b", kind: undefined }), show("a", { kind: undefined }))).toMatchObject({
    transfers: [{ from: "a" }],
  });
  // What is declared itself gives nothing away.
  const both = { a: register("a", { name: "Do b" }) };
  expect(settle([desire("a"), desire("b")], both, show("a"))).toMatchObject({ transfers: [], owned: both });
});

test("one of another kind makes room, and is replaced; an adopted one is a problem", () => {
  const entry = register("a");
  const item = show("a", { kind: "deluge" });
  const changes = { removal: "delete" };
  expect(settle([desire("a")], { a: entry }, item)).toEqual({
    ...nothing,
    owned: { "a~a": { ...entry, ...changes } },
    transfers: [{ from: "a", to: "a~a", changes }],
    replaced: { a: item },
  });
  expect(
    settle([desire("a")], { a: register("a", { kind: "deluge" }) }, show("a", { kind: undefined })).replaced,
  ).toHaveProperty("a");
  expect(settle([desire("a")], { a: register("a", { adopted: true }) }, item).problems).toEqual([
    'a: "Do a" (id a) is of the kind "deluge", which Cliq cannot turn into "webhook": delete it in Cliq and take `adopt` out.',
  ]);
});

test("an adoption is by id, and a sentence says why it cannot be", () => {
  const wanted = desire("a", { adopt: "7" });
  const item = show("7");
  expect(settle([wanted], {}, item)).toEqual({ ...nothing, owned: {}, adoptions: [{ item, desired: wanted }] });
  expect(settle([wanted], {}, show("7", { kind: undefined })).adoptions).toHaveLength(1);
  expect(settle([wanted], { a: register("7") }, item)).toEqual({ ...nothing, owned: { a: register("7") } });
  // What leaves with that id moves, and no other does, whatever its name is.
  const leaving = { old: register("7"), other: register("8", { name: "Do a" }) };
  expect(settle([wanted], leaving, item, show("8"))).toMatchObject({
    transfers: [{ from: "old", to: "a" }],
    adoptions: [],
  });
  const problemsOf = (entries: Record<string, LedgerEntry>, ...live: readonly ReturnType<typeof show>[]) =>
    settle([wanted, desire("b")], entries, ...live).problems;
  expect(problemsOf({ a: register("a") }, show("a"), item)).toEqual([
    "a is registered with the id a already and cannot adopt 7: take one of the two out.",
  ]);
  expect(problemsOf({}, show("8"))).toEqual([
    "a is to adopt 7, which Cliq does not show: correct the id, or take `adopt` out.",
  ]);
  expect(problemsOf({ b: register("7") }, item)).toEqual(["a is to adopt 7, which is registered as b."]);
  expect(settle([wanted, desire("c", { adopt: "7" })], {}, item).problems).toEqual([
    "c is to adopt 7, which is to be adopted as a.",
  ]);
  expect(problemsOf({}, show("7", { kind: "deluge" }))).toEqual([
    'a: "Do 7" (id 7) is of the kind "deluge", which Cliq cannot turn into "webhook": delete it in Cliq and take `adopt` out.',
  ]);
});

test("what is to be retained is not deleted for one of another kind that gets its place, unless that is declared", () => {
  const settleKept = (changes: Partial<LedgerEntry>, removal?: "delete" | "retain") =>
    settle(
      [{ ...desire("a"), kind: "deluge", removal }],
      { a: register("a", { removal: "retain", ...changes }) },
      show("a"),
    );
  for (const policy of [undefined, "retain"] as const)
    expect(settleKept({}, policy).problems).toEqual([
      expect.stringMatching(/^a: "Do a" \(id a\) is to be retained, .* removalPolicy: "delete"/),
    ]);
  expect(settleKept({}, "delete")).toMatchObject({ problems: [], transfers: [{ changes: { removal: "delete" } }] });
  // What an event made that is taken back makes room, and stays.
  const undone = { phase: "changing", made: { delivery: "d", at: 1 } } as const;
  const settled = settleKept(undone);
  expect(settled.problems).toEqual([]);
  expect(settled.transfers.map(({ to, changes }) => [to, changes])).toEqual([["a~a", {}]]);
});
