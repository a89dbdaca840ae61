import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

const script = { key: "b.ds", sha256: "0".repeat(64) };
const idsAndNames = (stage: ReturnType<typeof virtualStage>): string[][] =>
  stage.model.actions().map(({ id, name }) => [id, name]);

describe("names that pass from one action to another", () => {
  it("of ours that stay in Cliq are told as ours, with the way to free them, and nothing is written", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a", { name: "One", removal_policy: "retain" })]);
    const [id] = idsAndNames(stage)[0] ?? [];
    stage.newCalls();
    const refused = await stage.deliver("Update", [
      anAction("b", { name: "One", execution_type: "deluge", permissions: [], script }),
    ]);
    const { reason } = refused as { reason: string };
    for (const part of [
      `the name of our own a (id ${id})`,
      'removalPolicy: "delete" for a',
      "`pnpm cdk deploy -c stage=",
    ])
      expect(reason).toContain(part);
    expect(reason).not.toMatch(/not ours|adopt/);
    expect(stage.newCalls().filter((call) => !/^(list|get)/.test(call))).toEqual([]);
  });

  const before = [anAction("a", { name: "One" }), anAction("b", { name: "Two" })];
  const after = [anAction("a", { name: "Two" }), anAction("b", { name: "One" })];

  it("swap with one action stepping aside, and pass along a chain with none", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [...before, anAction("c", { name: "Three" })]);
    stage.newCalls();
    await stage.deliver("Update", [...after, anAction("c", { name: "Three" })]);
    expect(stage.newCalls().filter((call) => call === "updateAction")).toHaveLength(3);
    await stage.deliver("Update", [
      anAction("a", { name: "One" }),
      anAction("b", { name: "Three" }),
      anAction("c", { name: "Four" }),
    ]);
    expect(stage.newCalls().filter((call) => call === "updateAction")).toHaveLength(3);
    expect(stage.model.actions().map(({ name }) => name)).toEqual(["One", "Three", "Four"]);
  });

  it.each(["before", "after"] as const)(
    "survive a death at any moment of a swap (%s the exchange): a retry ends it, a rollback undoes it",
    async (when) => {
      for (let at = 1; ; at += 1) {
        const outcomes = await Promise.all(
          [after, before].map(async (wanted) => {
            const stage = virtualStage();
            await stage.deliver("Create", before);
            const ids = idsAndNames(stage).map(([id]) => id);
            stage.dieAt({ at, when });
            const died = await stage.deliver("Update", after);
            stage.dieAt(undefined);
            expect(await stage.deliver("Update", wanted)).toMatchObject({ status: "SUCCESS" });
            expect(idsAndNames(stage)).toEqual(ids.map((id, index) => [id, wanted[index]?.name]));
            return died.status;
          }),
        );
        if (outcomes.every((status) => status === "SUCCESS")) break;
        expect(at).toBeLessThan(100);
      }
    },
  );
});

describe("a renamed folder", () => {
  const before = [anAction("old", { name: "Same" }), anAction("other")];

  it("keeps its action, also after somebody has renamed that by hand", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", before);
    const [first] = stage.model.actions();
    stage.model.actAs(stage.model.person).edit(first?.id ?? "", { name: "By hand" }, stage.clock.now());
    await stage.deliver("Update", [anAction("new", { name: "Same" }), anAction("other")]);
    expect(idsAndNames(stage)).toEqual([
      [first?.id, "Same"],
      [expect.anything(), "Do other"],
    ]);
  });

  it.each(["before", "after"] as const)(
    "keeps its action through a death at any moment (%s the exchange) and the rollback",
    async (when) => {
      for (let at = 1; ; at += 1) {
        const stage = virtualStage();
        await stage.deliver("Create", before);
        const ids = idsAndNames(stage);
        stage.dieAt({ at, when });
        const died = await stage.deliver("Update", [anAction("new", { name: "Same" }), anAction("other")]);
        stage.dieAt(undefined);
        expect(await stage.deliver("Update", before)).toMatchObject({ status: "SUCCESS" });
        expect(idsAndNames(stage)).toEqual(ids);
        expect(stage.model.actions()[0]?.executionUrl).toContain("/actions/old/");
        expect(Object.keys(stage.ledger.row()?.actions ?? {}).toSorted()).toEqual(["old", "other"]);
        if (died.status === "SUCCESS") break;
        expect(at).toBeLessThan(100);
      }
    },
  );
});

describe("the organisation's limit", () => {
  const script = { key: "a.ds", sha256: "0".repeat(64) };
  const deluge = anAction("a", { permissions: [], execution_type: "deluge", script });

  it.each([
    ["one of another kind takes the place of the old one", [deluge]],
    ["a new one comes as an old one leaves", [anAction("b")]],
  ])("leaves room where %s: that goes first then", async (_what, next) => {
    const stage = virtualStage({ maxActions: 1 });
    stage.files.set("a.ds", "info 1;");
    await stage.deliver("Create", [anAction("a")]);
    expect(await stage.deliver("Update", next)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ name }) => name)).toEqual([next[0]!.name]);
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
  });
});

describe("names that differ by case", () => {
  it.each(["matters", "ignored"] as const)("are passed on where case %s", async (nameCase) => {
    const stage = virtualStage({ nameCase });
    await stage.deliver("Create", [anAction("a", { name: "Alpha" }), anAction("b", { name: "Beta" })]);
    const before = stage.model.actions().map(({ id }) => id);
    const swapped = [anAction("a", { name: "beta" }), anAction("b", { name: "alpha" })];
    expect(await stage.deliver("Update", swapped)).toMatchObject({ status: "SUCCESS" });
    expect(await stage.deliver("Update", [anAction("a", { name: "BETA" }), swapped[1]!])).toMatchObject({
      status: "SUCCESS",
    });
    expect(stage.model.actions().map(({ id, name }) => [id, name])).toEqual([
      [before[0], "BETA"],
      [before[1], "alpha"],
    ]);
  });
});

describe("names that Cliq shows in another spelling", () => {
  const functionsNamed = (type: "button" | "form", ...names: string[]): ManifestFunction[] =>
    names.map((name, at) => ({ slug: `a/f${at}`, name, description: "x", function_type: type, handlers: [] }));
  const deluge = (slug: string, name: string): ManifestAction =>
    anAction(slug, { name, permissions: [], execution_type: "deluge", script });
  const [a, b] = [anAction("a", { name: "It's a" }), anAction("b", { name: "It's b" })];

  it.each([
    ["are swapped", [], [anAction("a", { name: "It's b" }), anAction("b", { name: "It's a" })], []],
    ["are kept by an action of another kind", [], [deluge("a", "It's a"), b], []],
    ["follow a folder's new name", [], [anAction("c", { name: "It's a" }), b], []],
    [
      "are swapped among functions",
      functionsNamed("button", "It's f", "It's g"),
      [a, b],
      functionsNamed("button", "It's g", "It's f"),
    ],
    [
      "are kept by a function of another kind",
      functionsNamed("form", "It's f"),
      [a, b],
      functionsNamed("button", "It's f"),
    ],
  ])("%s, and so is the way back", async (_what, functionsBefore, actions, functionsAfter) => {
    const stage = virtualStage({ echoes: ["escaped apostrophes"] });
    const namesOf = (): string[] =>
      [...stage.model.actions(), ...stage.model.functions()].map(({ name }) => name).toSorted();
    await stage.deliver("Create", [a, b], { functions: functionsBefore });
    for (const [set, functions] of [
      [actions, functionsAfter],
      [[a, b], functionsBefore],
    ] as const) {
      expect(await stage.deliver("Update", set, { functions })).toMatchObject({ status: "SUCCESS" });
      expect(namesOf()).toEqual([...set, ...functions].map(({ name }) => name).toSorted());
    }
    const { actions: known = {}, functions: others = {} } = stage.ledger.row() ?? {};
    expect(Object.keys({ ...known, ...others }).toSorted()).toEqual(
      ["a", "b", ...functionsBefore.map(({ slug }) => slug)].toSorted(),
    );
  });

  it("are told as our own where one that stays in Cliq has it", async () => {
    const stage = virtualStage({ echoes: ["escaped apostrophes"] });
    await stage.deliver("Create", [anAction("a", { name: "It's a", removal_policy: "retain" })]);
    const refused = await stage.deliver("Update", [deluge("b", "It's a")]);
    expect(refused).toMatchObject({ reason: expect.stringContaining("the name of our own a (id ") as string });
  });
});
