import { expect, test } from "vitest";
import { desire, register, show } from "../testing/plain-items.ts";
import type { LedgerEntry } from "./ledger.ts";
import { planChanges } from "./plan-changes.ts";

const nothing = {
  problems: [],
  transfers: [],
  adoptions: [],
  asides: [],
  updates: [],
  conflicts: [],
  creates: [],
  deletes: [],
  removals: [],
};

test("what is registered as it is desired is left alone; else it is made, changed or deleted", () => {
  const entries = { a: register("a"), old: register("old") };
  expect(planChanges([desire("a")], { a: entries.a }, [show("a")])).toEqual(nothing);
  const added = desire("new");
  expect(planChanges([desire("a"), added], entries, [show("a"), show("old")])).toEqual({
    ...nothing,
    creates: [{ desired: added }],
    deletes: ["old"],
  });
});

test.each<[string, Partial<LedgerEntry>, Parameters<typeof show>[1]]>([
  ["is half changed", { phase: "changing" }, {}],
  ["was registered with something else", { hash: "another" }, {}],
  ["shows something else", {}, { shown: { name: "By hand" } }],
])("what %s is changed", (_name, entry, shown) => {
  const [item, desired] = [show("a", shown), desire("a")];
  expect(planChanges([desired], { a: register("a", entry) }, [item])).toMatchObject({
    ...nothing,
    updates: [{ item, desired }],
  });
});

test("what Cliq showed otherwise when it took it is no change", () => {
  const entry = register("a", { shown: { name: "Do &amp; a" } });
  expect(planChanges([desire("a")], { a: entry }, [show("a", { shown: { name: "Do &amp; a" } })])).toEqual(nothing);
});

test("one of another kind is replaced, and only the ledger hears of another deletion policy", () => {
  const [item, desired] = [show("a", { kind: "deluge" }), desire("a")];
  expect(planChanges([desired], { a: register("a") }, [item])).toMatchObject({
    creates: [{ desired, replaces: item }],
    deletes: ["a~a"],
    asides: ["a"],
  });
  const kept = { a: register("a", { removal: "delete" }) };
  expect(planChanges([desire("a", { removal: "retain" })], kept, [show("a")])).toEqual({
    ...nothing,
    removals: [{ slug: "a", id: "a", removal: "retain" }],
  });
  expect(planChanges([desire("a", { removal: "retain", hash: "x" })], kept, [show("a")]).removals).toEqual([]);
});

test("what is adopted is not made, and what is beside it is", () => {
  const [adopting, added] = [desire("a", { adopt: "7" }), desire("b")];
  expect(planChanges([adopting, added], {}, [show("7")])).toMatchObject({
    adoptions: [{ desired: adopting }],
    creates: [{ desired: added }],
  });
});

test("an adopted one that was never ours to keep gives its name back, and so does one that is deleted", () => {
  const desired = desire("a", { name: "Do x" });
  const before = { delivery: "d", at: 0, fields: {}, handlers: [], unreadable: [] };
  const entry = register("x", { removal: "retain", name: "Old", kind: "deluge", before });
  expect(
    planChanges([desired], { x: entry }, [show("x", { kind: "deluge" }), show("y", { name: "Do a" })]),
  ).toMatchObject({
    conflicts: [],
    asides: ["x"],
  });
});

test("a name that somebody else has is a conflict, one of ours is not, unless that is to stay", () => {
  const desired = desire("a", { name: "Do x" });
  const holder = show("x");
  expect(planChanges([desired], {}, [holder]).conflicts).toEqual([{ desired, holder }]);
  expect(planChanges([desired], { x: register("x", { name: "Old" }) }, [holder]).conflicts).toEqual([]);
  const retained = register("x", { removal: "retain", name: "Old", kind: "deluge" });
  expect(planChanges([desired], { x: retained }, [{ ...holder, kind: "deluge" }])).toMatchObject({
    conflicts: [{ desired, holder: { id: "x" } }],
    asides: [],
  });
  const made = { delivery: "d", at: 0 };
  const plan = (entry: object) =>
    planChanges([desired], { x: { ...retained, ...entry } }, [{ ...holder, kind: "deluge" }]);
  expect(plan({ made, phase: "changing" })).toMatchObject({ conflicts: [], asides: ["x"] });
  expect(plan({ made })).toMatchObject({ conflicts: [{ desired }], asides: [] });
  const adopting = desire("a", { name: "Do x", adopt: "x" });
  expect(planChanges([adopting], {}, [holder])).toMatchObject({
    conflicts: [],
    creates: [],
    adoptions: [{ item: holder }],
  });
});

/** Items of ours, each with its name and the one it is to get: what steps aside, and the order of the updates. */
function order(
  names: Record<string, readonly [has: string, gets: string]>,
  ...more: readonly ReturnType<typeof desire>[]
) {
  const slugs = Object.keys(names);
  const wanted = slugs.map((slug) => desire(slug, { name: names[slug]?.[1] ?? "", hash: "new" }));
  const live = slugs.map((slug) => show(slug, { name: names[slug]?.[0] ?? "" }));
  const entries = Object.fromEntries(slugs.map((slug) => [slug, register(slug)]));
  const { asides, updates } = planChanges([...wanted, ...more], entries, [
    ...live,
    show("adopted", { name: "Somebody's" }),
  ]);
  return { asides, updates: updates.map(({ item }) => item.id) };
}

test("a name is free before it is given: in a row from its end, in a circle by one that steps aside", () => {
  expect(order({ a: ["A", "B"], b: ["B", "C"], c: ["C", "D"] })).toEqual({ asides: [], updates: ["c", "b", "a"] });
  expect(order({ a: ["A", "b"], b: ["B", "C"] })).toEqual({ asides: [], updates: ["b", "a"] });
  expect(order({ a: ["A", "B"], b: ["B", "A"] })).toEqual({ asides: ["b"], updates: ["a", "b"] });
  expect(order({ a: ["A", "B"], b: ["B", "C"], c: ["C", "A"] })).toEqual({ asides: ["b"], updates: ["a", "c", "b"] });
  expect(order({ a: ["A", "a"], b: ["B", "B"] })).toEqual({ asides: [], updates: ["a", "b"] });
});

test("what has the name of something adopted, or leaves with a name that is wanted, steps aside first", () => {
  const adopting = (name: string): ReturnType<typeof desire> => desire("x", { name, adopt: "adopted" });
  expect(order({ a: ["A", "B"] }, adopting("a"))).toEqual({ asides: ["a"], updates: ["a"] });
  expect(order({ a: ["A", "a"] }, adopting("A"))).toEqual({ asides: [], updates: ["a"] });
  expect(order({ a: ["A", "B"] }, adopting("C"))).toEqual({ asides: [], updates: ["a"] });
  const live = [show("old", { name: "Wanted", kind: "deluge" }), show("other", { name: "Else", kind: "deluge" })];
  const entries = { old: register("old", { kind: "deluge" }), other: register("other", { kind: "deluge" }) };
  expect(planChanges([desire("new", { name: "wanted" })], entries, live)).toMatchObject({
    asides: ["old"],
    deletes: ["old", "other"],
  });
});
