import { createHash } from "node:crypto";
import { cliqWorlds } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { givenIdOf } from "../custom-resource/answer-cloudformation.ts";
import { human } from "../testing/human.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

const physicalId = givenIdOf({
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/cliq/1",
  logicalResourceId: "Actions",
});
const personal = (slug: string, hint = "Does it") => anAction(slug, { scope: "personal", hint });
const idsOf = (stage: ReturnType<typeof virtualStage>): string[] => stage.model.actions().map(({ id }) => id);

describe("an access that was given anew by another user", () => {
  const begin = async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [personal("a"), personal("b")]);
    const before = idsOf(stage);
    stage.authorize(stage.model.addClient({ person: human }));
    return { stage, before };
  };

  it("forgets nothing that this user does not see: what is to change fails before any write, and what is not is left", async () => {
    const { stage, before } = await begin();
    expect(await stage.deliver("Update", [personal("a", "Better"), personal("b")])).toMatchObject({
      status: "FAILED",
      reason: expect.stringMatching(
        new RegExp(`made by the user ${stage.model.person.id}.*pnpm cliq authorize`),
      ) as string,
    });
    expect(await stage.deliver("Update", [personal("a"), personal("b")])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual(before);
    stage.authorize(stage.model);
    expect(await stage.deliver("Update", [personal("a", "Better"), personal("b")])).toMatchObject({
      status: "SUCCESS",
    });
    expect(idsOf(stage)).toEqual(before);
  });

  it("in the middle of a run counts as that user's from then on", async () => {
    for (let at = 20; at < 40; at += 3) {
      const stage = virtualStage({ uniqueNames: "creator", accessTokenLifetimeMs: 50_000 });
      await stage.deliver("Create", [anAction("a"), personal("b")]);
      stage.clock.advance(60_000);
      const other = stage.model.addClient({ person: human });
      stage.interruptAt(at, async () => {
        stage.authorize(other);
        stage.clock.advance(51_000);
      });
      const answer = await stage.deliver("Update", [anAction("a"), anAction("c")]);
      const isThere = stage.model.actions().some(({ name }) => name === "Do b");
      expect([at, answer, isThere]).toEqual([at, answer, stage.ledger.row()?.actions.b !== undefined]);
    }
  });

  it("ends no Delete well while what was made stays, and the maker's does", async () => {
    const { stage, before } = await begin();
    const refused = await stage.deliver("Delete", []);
    expect(refused).toMatchObject({ status: "FAILED" });
    for (const part of [
      `made by the user ${stage.model.person.id}`,
      "`aws cloudformation delete-stack --stack-name cliq --retain-resources Actions`",
    ])
      expect(JSON.stringify(refused)).toContain(part);
    expect(idsOf(stage)).toEqual(before);
    stage.authorize(stage.model);
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual([]);
  });
});

it("what a dead process left of its look for whose access is used is let go where nobody else sees it, and said", async () => {
  const begin = async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [personal("a"), anAction("b")]);
    stage.authorize(stage.model.addClient({ person: human }));
    return stage;
  };
  const isLeft = (stage: Awaited<ReturnType<typeof begin>>): boolean =>
    Object.values(stage.ledger.row()?.actions ?? {}).some(({ creator }) => creator === human.id);
  let left = 0;
  for (let at = 12; at < 45; at += 1) {
    const stage = await begin();
    stage.dieAt({ at, when: "before" });
    await stage.deliver("Update", [personal("a", "Better"), anAction("b")]);
    stage.dieAt(undefined);
    stage.authorize(stage.model);
    if (!isLeft(stage)) continue;
    left += 1;
    expect(await stage.deliver(left % 2 === 0 ? "Delete" : "Update", [])).toMatchObject({ status: "SUCCESS" });
    expect([stage.warnings.join(" "), isLeft(stage)]).toEqual([expect.stringContaining(`The user ${human.id}`), false]);
  }
  expect(left).toBeGreaterThan(1);
});

describe("what the access that is stored does not see", () => {
  const begin = async (...slugs: readonly string[]) => {
    const stage = virtualStage({ maxActions: slugs.length });
    await stage.deliver(
      "Create",
      slugs.map((slug) => personal(slug)),
    );
    const before = idsOf(stage);
    stage.authorize(stage.model.addClient({ person: human }));
    return { stage, before };
  };

  it("is another's where Cliq does not tell whose access it is, such as at the organisation's limit", async () => {
    const { stage, before } = await begin("a", "b");
    expect(await stage.deliver("Delete", [])).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("not known to be theirs") as string,
    });
    expect(await stage.deliver("Update", [personal("a", "Better"), personal("b")])).toMatchObject({ status: "FAILED" });
    expect([idsOf(stage), Object.keys(stage.ledger.row()?.actions ?? {})]).toEqual([before, ["a", "b"]]);
  });

  it.each(["Update", "Delete"] as const)(
    "is not gone for an earlier release's row without makers, where Cliq has not told who makes what now (%s)",
    async (type) => {
      const { stage, before } = await begin("a", "b");
      const { actions = {}, ...row } = stage.ledger.row() ?? {};
      const unmade = Object.entries(actions).map(([slug, { creator: _maker, ...entry }]) => [slug, entry]);
      stage.ledger.put({ ...row, actions: Object.fromEntries(unmade) });
      expect(await stage.deliver(type, type === "Update" ? [personal("b")] : [])).toMatchObject({ status: "FAILED" });
      expect([idsOf(stage), Object.keys(stage.ledger.row()?.actions ?? {})]).toEqual([before, ["a", "b"]]);
    },
  );

  it("is not noted as leaving by a process that dies: its rollback goes well, and a declaration lets it stay", async () => {
    let died = 0;
    for (let at = 6; at < 40; at += 1) {
      const stage = virtualStage({ uniqueNames: "creator" });
      const set = [personal("p"), anAction("o")];
      await stage.deliver("Create", set);
      stage.authorize(stage.model.addClient({ person: human }));
      stage.dieAt({ at, when: "after" });
      await stage.deliver("Update", [anAction("o")]).catch(() => undefined);
      stage.dieAt(undefined);
      if (stage.ledger.row()?.actions.p === undefined) continue;
      died += 1;
      stage.clock.advance(4_000_000);
      expect([at, await stage.deliver("Update", set)]).toEqual([at, { status: "SUCCESS", count: "2" }]);
      const kept = { ...personal("p"), removal_policy: "retain" } as const;
      for (const next of [[kept, anAction("o")], [anAction("o")]])
        expect(await stage.deliver("Update", next)).toMatchObject({ status: "SUCCESS" });
      expect(stage.model.actions().map(({ name }) => name)).toEqual(["Do p", "Do o"]);
    }
    expect(died).toBeGreaterThan(10);
  });

  it("and may have been deleted by an access that is no more: what is to be done is told, and that does it", async () => {
    const { stage } = await begin("a", "b");
    const { actions = {}, ...row } = stage.ledger.row() ?? {};
    stage.ledger.put({ ...row, actions: { ...actions, a: { ...actions.a, phase: "changing", leaving: true } } });
    expect(await stage.deliver("Update", [personal("a"), personal("b")])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [personal("b")])).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining('declare a once more as it was, with removalPolicy: "retain"') as string,
    });
    const kept = { ...personal("a"), removal_policy: "retain" } as const;
    for (const set of [[kept, personal("b")], [personal("b")]])
      expect(await stage.deliver("Update", set)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toHaveLength(2);
  });

  it("does not become this access's by a lost create that it finds and another has sent", async () => {
    for (let at = 10; at < 34; at += 2) {
      const stage = virtualStage({ accessTokenLifetimeMs: 50_000 });
      await stage.deliver("Create", [personal("p"), anAction("b")]);
      stage.clock.advance(60_000);
      const other = stage.model.addClient({ person: human });
      stage.model.inject({ on: "createAction", kind: "applied-then-lost", times: 1 });
      stage.interruptAt(at, async () => {
        stage.authorize(other);
        stage.clock.advance(51_000);
      });
      await stage.deliver("Update", [anAction("b"), anAction("c")]);
      const isThere = stage.model.actions().some(({ name }) => name === "Do p");
      expect([at, isThere]).toEqual([at, stage.ledger.row()?.actions.p !== undefined]);
    }
  });

  it("and is to leave fails the Update, and not its rollback", async () => {
    const { stage, before } = await begin("a", "b");
    expect(await stage.deliver("Update", [personal("b")])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [personal("a"), personal("b")])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual(before);
  });

  it("is nobody's to forget where an earlier release did not write its maker down", async () => {
    const stage = virtualStage({ uniqueNames: "creator" });
    await stage.deliver("Create", [personal("a"), personal("b")]);
    const { actions = {}, ...row } = stage.ledger.row() ?? {};
    const { creator: _maker, ...entry } = actions.a ?? {};
    stage.ledger.put({ ...row, actions: { ...actions, a: entry } });
    stage.authorize(stage.model.addClient({ person: human }));
    await stage.checkDrift(true).catch(() => undefined);
    expect(idsOf(stage)).toHaveLength(2);
  });

  it("is known by its maker, whom an earlier release did not write down", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const { actions = {}, ...row } = stage.ledger.row() ?? {};
    const { creator: _maker, ...entry } = actions.a ?? {};
    stage.ledger.put({ ...row, actions: { ...actions, a: entry } });
    await stage.deliver("Update", [anAction("a"), anAction("b")]);
    expect(stage.ledger.row()?.actions.a?.creator).toBe(stage.model.person.id);
  });
});

it("what was retained and has been taken over by another stage since is not taken back", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [anAction("a", { removal_policy: "retain" }), anAction("b")]);
  await stage.deliver("Update", [anAction("b")]);
  const taken = stage.model.actions().find(({ name }) => name === "Do a")?.id ?? "";
  const theirs = { execution_url: "https://theirs.example/actions/a/x" };
  stage.model.actAs(human).edit(taken, theirs, stage.clock.now());
  expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "FAILED" });
  expect(stage.model.actions().find(({ id }) => id === taken)?.executionUrl).toBe(theirs.execution_url);
});

it("what was retained is remembered while only its maker sees it, and while its slug has another kind", async () => {
  const stage = virtualStage();
  const kept = { ...personal("a"), removal_policy: "retain" } as const;
  await stage.deliver("Create", [kept, anAction("b")]);
  const [id] = idsOf(stage);
  await stage.deliver("Update", [anAction("b")]);
  stage.authorize(stage.model.addClient({ person: human }));
  await stage.deliver("Update", [kept, anAction("b", { hint: "Better" })]);
  stage.authorize(stage.model.addClient({ person: stage.model.person }));
  stage.files.set("s", "info 1;");
  const script = { key: "s", sha256: createHash("sha256").update("info 1;").digest("hex") };
  const other = anAction("a", { name: "New", execution_type: "deluge", permissions: [], script });
  await stage.deliver("Update", [other, anAction("b")]);
  await stage.deliver("Update", [anAction("b", { hint: "Best" })]);
  expect(await stage.deliver("Update", [kept, anAction("b")])).toMatchObject({ status: "SUCCESS" });
  expect(stage.ledger.row()?.actions.a?.id).toBe(id);
});

describe("what somebody has deleted in Cliq, made with an access that is a colleague's no more", () => {
  const begin = async (world: keyof typeof cliqWorlds, scope: "organization" | "personal") => {
    const stage = virtualStage(cliqWorlds[world]);
    await stage.deliver("Create", [anAction("a", { scope }), anAction("b")]);
    const [gone = "", stays = ""] = idsOf(stage);
    stage.model.actAs(stage.model.person).remove(gone, stage.clock.now());
    stage.authorize(stage.model.addClient({ person: human }));
    return { stage, gone, stays };
  };

  it("is gone, if everybody saw it and what others make is seen: no Delete and no Update waits", async () => {
    const ended = await begin("as documented", "organization");
    expect(await ended.stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(ended.stage)).toEqual([]);
    const { stage, stays } = await begin("as documented", "organization");
    expect(await stage.deliver("Update", [anAction("a", { hint: "Better" }), anAction("b")])).toMatchObject({
      status: "SUCCESS",
    });
    expect([idsOf(stage).length, idsOf(stage)[0]]).toEqual([2, stays]);
  });

  it.each([
    ["each person sees their own", "organization"],
    ["as documented", "personal"],
  ] as const)(
    "in a Cliq where this is so: %s, %s, is left where the stage says so, and else is in the way",
    async (world, scope) => {
      const { stage, gone, stays } = await begin(world, scope);
      expect(await stage.deliver("Delete", [])).toMatchObject({
        status: "FAILED",
        reason: expect.stringContaining("--retain-resources") as string,
      });
      expect(await stage.deliver("Delete", [], { onDeleteAuthFailure: "retain" })).toMatchObject({ status: "SUCCESS" });
      expect(stage.notes().join("")).toContain(`a (id ${gone})`);
      expect(idsOf(stage)).toEqual(scope === "personal" ? [] : [stays]);
    },
  );
});

it("one action that only its maker sees keeps nothing else from being deleted", async () => {
  const stage = virtualStage();
  const mine = anAction("a", { scope: "personal" });
  await stage.deliver("Create", [mine]);
  const [first] = idsOf(stage);
  stage.authorize(stage.model.addClient({ person: human }));
  const ask = { slug: "b/ask", name: "Ask", description: "Asks", function_type: "button", handlers: [] } as const;
  await stage.deliver("Update", [mine, anAction("b")], { functions: [ask] });
  expect(await stage.deliver("Delete", [])).toMatchObject({
    status: "FAILED",
    reason: expect.stringMatching(/^Still in Cliq: a \(id \d+\)\. It was made by the user/) as string,
  });
  expect([idsOf(stage), stage.model.functions()]).toEqual([[first], []]);
  // With an action, a function and an action again to go, the stage that retains them gets rid of the same.
  expect(await stage.deliver("Delete", [], { onDeleteAuthFailure: "retain" })).toMatchObject({ status: "SUCCESS" });
  expect([idsOf(stage), stage.notes().join("")]).toEqual([
    [first],
    expect.stringContaining('retain": a (id') as string,
  ]);
});

describe.each(["as documented", "a 404 without a body", "a 404 that is a page"] as const)(
  "in a Cliq with %s, what somebody has deleted there",
  (world) => {
    const begin = async () => {
      const stage = virtualStage(cliqWorlds[world]);
      await stage.deliver("Create", [anAction("a"), anAction("b")]);
      const [first] = idsOf(stage);
      stage.model.actAs(stage.model.person).remove(first!, stage.clock.now());
      return stage;
    };

    it("is made anew", async () => {
      const stage = await begin();
      expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "SUCCESS" });
      expect(stage.model.actions().map(({ name }) => name)).toEqual(["Do b", "Do a"]);
    });

    it("is in no Delete's way", async () => {
      const stage = await begin();
      expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
      expect(idsOf(stage)).toEqual([]);
    });
  },
);

describe("one observation", () => {
  it("that an action is not there does not cost it its id", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const before = idsOf(stage);
    stage.model.inject({ on: "listActions", kind: "status", status: 200, body: '{"data":[]}' });
    stage.model.inject({ on: "getAction", kind: "refuse", code: "msgaction_not_found" });
    expect(await stage.deliver("Update", [anAction("a", { hint: "Better" })])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual(before);
  });

  it("of a list does not drop a create whose answer was lost long ago", async () => {
    const stage = virtualStage();
    // The create leaves, and the process ends: what it has made is known only by its intent.
    stage.dieAt({ at: 16, when: "after" });
    await stage.deliver("Create", [anAction("a")]);
    stage.dieAt(undefined);
    expect([stage.ledger.row()?.actions.a?.phase, idsOf(stage).length]).toEqual(["creating", 1]);
    // Nobody sees a half-made action under its name.
    expect(stage.model.actions()[0]?.name).toMatch(/^Registering [0-9a-f]{16}$/);
    stage.clock.advance(2_000_000);
    stage.model.inject({ on: "listActions", kind: "status", status: 200, body: '{"data":[]}' });
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual([]);
  });
});

it("an id that Cliq refuses for ever blocks no Delete for ever", async () => {
  const refusedIds = new Set<string>();
  const stage = virtualStage({ refusedIds });
  await stage.deliver("Create", [anAction("a"), anAction("b")]);
  refusedIds.add(idsOf(stage)[0]!);
  expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  expect(stage.warnings.join(" ")).toContain("delete it by hand");
});

describe("a ledger's row that is older than Cliq", () => {
  const begin = async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const backup = stage.ledger.row();
    await stage.deliver("Update", [anAction("a"), anAction("b")]);
    stage.ledger.put(backup);
    return { stage, before: idsOf(stage) };
  };

  it("is completed by the next deployment: what is declared and has our URL is ours, and stays unless told", async () => {
    const { stage, before } = await begin();
    const set = [anAction("a"), anAction("b", { hint: "New" })];
    expect(await stage.deliver("Update", set)).toEqual({ status: "SUCCESS", count: "2" });
    expect([idsOf(stage), stage.model.actions()[1]?.hint]).toEqual([before, "New"]);
    expect(stage.warnings.join(" ")).toContain(`b: "Do b" (id ${before[1]}) has a URL that only this stage`);
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual(before);
    const told = [anAction("a"), anAction("b", { removal_policy: "delete" })];
    await stage.deliver("Update", told);
    // Long after a rollback could ask for it.
    stage.clock.advance(200_000_000);
    await stage.deliver("Update", [anAction("a")]);
    expect(idsOf(stage)).toEqual(before.slice(0, 1));
  });

  it("takes nothing back for a rollback to delete, nor what an adoption names", async () => {
    const { stage, before } = await begin();
    stage.model.inject({ on: "createAction", kind: "refuse", code: "invalid_inputs", times: 9 });
    const failing = [anAction("a"), anAction("b", { removal_policy: "delete" }), anAction("c")];
    expect(await stage.deliver("Update", failing)).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    stage.model.clearFaults();
    expect(idsOf(stage)).toEqual(before);
    const adopting = [
      anAction("a"),
      anAction("b", { name: "Another" }),
      anAction("x", { name: "It", adopt: before[1] }),
    ];
    expect(await stage.deliver("Update", adopting)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ id, name }) => [id, name])).toContainEqual([before[1], "It"]);
  });

  it("takes nothing back that a person has made, be it with our URL", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const [ours] = stage.model.actions();
    const copy = byHandIn(stage, { name: "My own copy", execution_url: ours?.executionUrl ?? "" });
    stage.model.actAs(stage.model.person).remove(ours?.id ?? "", stage.clock.now());
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().find(({ id }) => id === copy)?.name).toBe("My own copy");
    expect(stage.model.actions()).toHaveLength(3);
  });

  it("takes back what was made anew since under the same folder, as it was: to be deleted with the stack", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const backup = stage.ledger.row();
    stage.model.actAs(stage.model.person).remove(idsOf(stage)[0] ?? "", stage.clock.now());
    await stage.deliver("Update", [anAction("a", { hint: "2" }), anAction("b")]);
    const ids = idsOf(stage).toSorted();
    stage.ledger.put(backup);
    expect(await stage.deliver("Update", [anAction("a", { hint: "3" }), anAction("b")])).toMatchObject({
      status: "SUCCESS",
    });
    expect(idsOf(stage).toSorted()).toEqual(ids);
    expect(stage.warnings.join(" ")).toContain("was not in the ledger: it is taken back.");
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([]);
  });

  it("tells with the answer to a Delete what was taken back and stays", async () => {
    const { stage } = await begin();
    await stage.deliver("Update", [anAction("a"), anAction("b")]);
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.notes().join(" ")).toMatch(/Still in Cliq: b \(id \d+\), as it was retained or taken back once/);
  });

  it("is told with the answer to a Delete that deletes nothing, as all that it knows of is retained", async () => {
    const stage = virtualStage();
    const kept = anAction("a", { removal_policy: "retain" });
    await stage.deliver("Create", [kept], { physicalId });
    const backup = stage.ledger.row();
    await stage.deliver("Update", [kept, anAction("b")], { physicalId });
    stage.ledger.put(backup);
    expect(await stage.deliver("Delete", [kept, anAction("b")], { physicalId })).toMatchObject({ status: "SUCCESS" });
    expect(stage.notes().join(" ")).toMatch(
      /^Still in Cliq: "Do b" \(id \d+, made by [\w ]+\), with URLs of this stage/,
    );
  });

  it("is told with the answer to a Delete, which names what it leaves", async () => {
    const { stage, before } = await begin();
    expect(await stage.deliver("Delete", [anAction("a"), anAction("b")])).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toEqual(before.slice(1));
    expect(stage.notes().join(" ")).toContain(`Still in Cliq: "Do b" (id ${before[1]}, made by `);
  });
});

it("a rollback that fails says how it goes on, also without this; what cannot be one does not", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [anAction("a"), anAction("b")]);
  stage.model.inject({ on: "deleteAction", kind: "refuse", code: "execution_handler_delete_failed", nth: 2 });
  stage.model.inject({ on: "createAction", kind: "refuse", code: "invalid_inputs", times: 9 });
  const wayOn = "`aws cloudformation continue-update-rollback --stack-name cliq`, and with --resources-to-skip Actions";
  const failed = await stage.deliver("Update", []);
  expect([failed.status, JSON.stringify(failed).includes(wayOn)]).toEqual(["FAILED", false]);
  const back = await stage.deliver("Update", [anAction("a"), anAction("b")]);
  expect([back.status, JSON.stringify(back).includes(wayOn)]).toEqual(["FAILED", true]);
});

describe("a row of an earlier release, without makers", () => {
  const begin = async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const { actions = {}, ...row } = stage.ledger.row() ?? {};
    const unmade = Object.entries(actions).map(([slug, { creator: _maker, ...entry }]) => [slug, entry]);
    stage.ledger.put({ ...row, actions: Object.fromEntries(unmade) });
    stage.model.actAs(stage.model.person).remove(actions.a?.id ?? "", stage.clock.now());
    return stage;
  };

  it("is healed, deployed over and deleted where what was for everybody was deleted by hand", async () => {
    expect(await (await begin()).checkDrift(true)).toMatchObject({ outcome: "healed" });
    for (const set of [[anAction("a", { hint: "2" }), anAction("b")], [anAction("b")]])
      expect(await (await begin()).deliver("Update", set)).toMatchObject({ status: "SUCCESS" });
    expect(await (await begin()).deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  });
});

describe("advice that can be followed", () => {
  it("of a Delete that has left what it may not delete does not say how to leave it", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [personal("a")], { onDeleteAuthFailure: "retain" });
    stage.authorize(stage.model.addClient({ person: human }));
    expect(await stage.deliver("Delete", [], { onDeleteAuthFailure: "retain" })).toMatchObject({ status: "SUCCESS" });
    expect([stage.notes().join(" ").includes("Still in Cliq"), stage.notes().join(" ")]).toEqual([
      true,
      expect.not.stringContaining("delete-stack"),
    ]);
  });

  it("does not offer to adopt what is of another kind, or to give up `adopt` where nothing is adopted", async () => {
    const stage = virtualStage();
    stage.files.set("a.dg", "return Map();");
    const script = { key: "a.dg", sha256: createHash("sha256").update("return Map();").digest("hex") };
    await stage.deliver("Create", [anAction("a", { removal_policy: "retain" }), anAction("b")]);
    await stage.deliver("Update", [anAction("b")]);
    stage.clock.advance(200_000_000);
    const other = await stage.deliver("Update", [
      anAction("b"),
      anAction("a", { execution_type: "deluge", permissions: [], script }),
    ]);
    expect(other).toMatchObject({ status: "FAILED", reason: expect.stringContaining("or delete that one") as string });
    expect(JSON.stringify(other)).not.toContain("adopt");
    stage.authorize(stage.model.addClient({ person: human }));
    const hidden = await stage.deliver("Update", [personal("b")]);
    expect(hidden).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("pnpm cliq authorize") as string,
    });
    expect(JSON.stringify(hidden)).not.toContain("adopt");
  });

  it("is given where a look for whose access is used cannot be deleted, which fails nothing", async () => {
    const stage = virtualStage({ uniqueNames: "creator" });
    await stage.deliver("Create", [personal("p"), anAction("o")]);
    stage.authorize(stage.model.addClient({ person: human }));
    const refused = { on: "deleteAction", kind: "refuse", code: "execution_handler_delete_failed", times: 99 } as const;
    stage.model.inject(refused);
    expect(await stage.deliver("Update", [personal("p", "New"), anAction("o")])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [personal("p"), anAction("o")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.warnings.join(" ")).toContain('a message action named "Registering …" (id ');
  });
});

it("what was retained when others took its place, and is named for nobody to know, is told when the stack ends", async () => {
  const stage = virtualStage();
  stage.files.set("a.dg", "return Map();");
  const script = { key: "a.dg", sha256: createHash("sha256").update("return Map();").digest("hex") };
  const deluge = { execution_type: "deluge", permissions: [], script, removal_policy: "retain" } as const;
  await stage.deliver("Create", [anAction("a")]);
  await stage.deliver("Update", [anAction("a", deluge)]);
  await stage.deliver("Update", [anAction("a")]);
  expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  const [left] = stage.model.actions();
  expect(left?.name).toMatch(/^moving /);
  expect(stage.notes().join(" ")).toContain(`what was "Do a" (id ${left?.id})`);
});

describe("a ledger whose row is gone", () => {
  const begin = async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")], { physicalId });
    const before = idsOf(stage);
    stage.ledger.lose();
    return { stage, before };
  };

  it.each([1, 2])(
    "is recovered by the next deployment, with credential version %d too: no id changes",
    async (version) => {
      const { stage, before } = await begin();
      expect(
        await stage.deliver("Update", [anAction("a", { hint: "Better" }), anAction("b")], { physicalId, version }),
      ).toMatchObject({ status: "SUCCESS" });
      expect(idsOf(stage)).toEqual(before);
      expect(stage.ledger.row()).toMatchObject({ actions: { a: { phase: "registered" }, b: { phase: "registered" } } });
      expect(stage.ledger.row()?.lost).toBeUndefined();
    },
  );

  it("deletes nothing that is declared no more, as it may have been to be retained, says so, and keeps what has another folder now", async () => {
    const { stage, before } = await begin();
    expect(await stage.deliver("Update", [anAction("renamed", { name: "Do a" })], { physicalId })).toMatchObject({
      status: "SUCCESS",
    });
    expect(idsOf(stage)).toEqual(before);
    expect(stage.model.actions().map(({ executionUrl = "" }) => executionUrl.split("/").at(-2))).toEqual([
      "renamed",
      "b",
    ]);
    expect(stage.warnings.join(" ")).toContain(`b (id ${before[1]}) has a URL of this stage and is declared no more.`);
    expect(stage.warnings.join(" ")).not.toContain(`(id ${before[0]})`);
  });

  it("leaves no orphan when the stack is deleted", async () => {
    const { stage } = await begin();
    expect(await stage.deliver("Delete", [anAction("a"), anAction("b")], { physicalId })).toMatchObject({
      status: "SUCCESS",
    });
    expect(idsOf(stage)).toEqual([]);
  });

  it("is told with the answer to a Delete where nothing proves what is the stage's, and called nobody's", async () => {
    const begun = async () => {
      const stage = virtualStage(cliqWorlds["what decides is hidden"]);
      await stage.deliver("Create", [anAction("a")], { physicalId });
      stage.ledger.lose();
      return stage;
    };
    const stage = await begun();
    expect(await stage.deliver("Delete", [anAction("a")], { physicalId })).toMatchObject({ status: "SUCCESS" });
    expect(stage.notes().join(" ")).toMatch(/ledger's row was lost.*made of a/);
    const update = await (await begun()).deliver("Update", [anAction("a")], { physicalId });
    expect(JSON.stringify(update)).toMatch(/FAILED.*which would tell whether it is ours, was lost/);
  });

  it("is told of its functions, too, where they are declared no more, and by no access that lacks their scopes", async () => {
    const ask = { slug: "a/ask", name: "Ask", description: "Asks", function_type: "button", handlers: [] } as const;
    for (const functions of [[], [{ ...ask, name: "Other" }]]) {
      const stage = virtualStage();
      await stage.deliver("Create", [anAction("a")], { functions: [ask], physicalId });
      const [before] = stage.model.functions();
      stage.ledger.lose();
      expect(await stage.deliver("Update", [anAction("a")], { functions, physicalId })).toMatchObject({
        status: "SUCCESS",
      });
      expect(stage.warnings.join(" ")).toContain(`"Ask" (id ${before?.id}) has a URL of this stage`);
      expect(stage.warnings.join(" ")).not.toContain("shows nothing");
      expect(Object.values(stage.ledger.row()?.released ?? {}).map(({ id }) => id)).toEqual([before?.id]);
    }
    const { stage } = await begin();
    stage.model.inject({ on: "listFunctions", kind: "refuse", code: "oauthtoken_scope_invalid", times: 9 });
    expect(await stage.deliver("Update", [anAction("a")], { physicalId })).toMatchObject({ status: "SUCCESS" });
  });

  it("is made up for with a function whose name Cliq shows in another spelling", async () => {
    const ask = { slug: "a/ask", name: "It's asked", description: "x", function_type: "button", handlers: [] } as const;
    const stage = virtualStage({ echoes: ["escaped apostrophes"] });
    await stage.deliver("Create", [anAction("a")], { functions: [ask], physicalId });
    const [before] = stage.model.functions();
    stage.ledger.lose();
    expect(await stage.deliver("Update", [anAction("a")], { functions: [ask], physicalId })).toMatchObject({
      status: "SUCCESS",
    });
    expect(stage.ledger.row()?.functions).toMatchObject({ "a/ask": { id: before?.id, phase: "registered" } });
    expect(stage.warnings.join(" ")).not.toContain("declared no more");
  });

  it("is told of somebody's that was adopted with whose it is, and with no advice to delete what is theirs", async () => {
    const stage = virtualStage();
    const fields = { name: "By hand", hint: "x", scope: "organization", message_types: ["link"] } as const;
    const url = { execution_type: "webhook", execution_url: "https://theirs.example/x" } as const;
    const theirs = stage.model.actAs(human).create({ ...fields, ...url }, stage.clock.now());
    stage.model.actAs(human).setPermissions(theirs.id, ["chat"], stage.clock.now());
    await stage.deliver("Create", [anAction("b")], { physicalId });
    await stage.deliver("Update", [anAction("b"), anAction("a", { adopt: theirs.id })], { physicalId });
    stage.ledger.lose();
    expect(await stage.deliver("Update", [anAction("b")], { physicalId })).toMatchObject({ status: "SUCCESS" });
    expect(idsOf(stage)).toContain(theirs.id);
    expect(stage.warnings.join(" ")).toContain(`Whoever made it, the user ${human.id}, can delete it there`);
    expect(stage.warnings.join(" ")).not.toMatch(/delete it (there )?by hand/);
  });

  it("makes nobody else's action ours", async () => {
    const { stage, before } = await begin();
    const theirs = stage.model
      .actAs(human)
      .create({ name: "Theirs", hint: "x", scope: "organization", message_types: ["text"] }, stage.clock.now());
    await stage.deliver("Delete", [anAction("a")], { physicalId });
    // What is not declared any more is the stage's by its URL, and may have been to be retained.
    expect(idsOf(stage)).toEqual([before[1], theirs.id]);
  });
});

describe("an access that Cliq forbids to change what another user made", () => {
  const a = anAction("a");
  const b = anAction("b");
  const script = { key: "a.dg", sha256: createHash("sha256").update("return Map();").digest("hex") };
  it.each([
    ["an update", [anAction("a", { hint: "New" }), b]],
    ["a removal", [b]],
    ["an exchange of names", [anAction("a", { name: "Do b" }), anAction("b", { name: "Do a" })]],
    ["a renamed folder", [anAction("c", { name: "Do a" }), b]],
    ["a change of kind", [anAction("a", { execution_type: "deluge", permissions: [], script }), b]],
  ])("leaves the ledger as it was after %s, names the maker, and the rollback succeeds", async (_what, set) => {
    const stage = virtualStage({ foreignEdits: "forbidden" });
    stage.files.set(script.key, "return Map();");
    await stage.deliver("Create", [a, b]);
    const before = stage.ledger.row()?.actions ?? {};
    stage.authorize(stage.model.addClient({ person: human }));
    expect(await stage.deliver("Update", set)).toMatchObject({
      status: "FAILED",
      reason: expect.stringMatching(
        new RegExp(`the user ${stage.model.person.id} made it, and the access.*another user's. As that user, run`),
      ) as string,
    });
    const held = Object.values(stage.ledger.row()?.actions ?? {});
    expect(held).toEqual(expect.arrayContaining(Object.values(before)));
    expect(held).toHaveLength(2);
    expect(await stage.deliver("Update", [a, b])).toEqual({ status: "SUCCESS", count: "2" });
    expect(stage.ledger.row()?.actions).toEqual(before);
  });

  it("forgets an adoption that was refused, as nothing of it was changed", async () => {
    const stage = virtualStage({ foreignEdits: "forbidden" });
    const theirs = byHandIn(stage);
    await stage.deliver("Create", [b]);
    expect(await stage.deliver("Update", [b, anAction("a", { adopt: theirs })])).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining(`the user ${human.id} made it`) as string,
    });
    expect(Object.keys(stage.ledger.row()?.actions ?? {})).toEqual(["b"]);
    expect(await stage.deliver("Update", [b])).toEqual({ status: "SUCCESS", count: "1" });
  });

  it("leaves open what an earlier attempt at the refused call may have changed", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [a]);
    stage.model.inject({ on: "updateAction", kind: "applied-then-lost", times: 1 });
    stage.model.inject({
      on: "updateAction",
      kind: "status",
      status: 400,
      body: '{"code":"invalid_inputs","message":"no"}',
      nth: 2,
    });
    expect(await stage.deliver("Update", [anAction("a", { hint: "New" })])).toMatchObject({ status: "FAILED" });
    expect(stage.ledger.row()?.actions.a?.phase).toBe("changing");
    expect(await stage.deliver("Update", [a])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()[0]?.hint).toBe("Does a");
  });
});

describe("a deletion without an answer", () => {
  it("by an access that saw the item counts as done where Cliq then does not show it, whoever made it", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    stage.authorize(stage.model.addClient({ person: human }));
    stage.model.inject({ on: "deleteAction", kind: "applied-then-lost" });
    expect(await stage.deliver("Update", [anAction("c")])).toEqual({ status: "SUCCESS", count: "1" });
    expect(Object.keys(stage.ledger.row()?.actions ?? {})).toEqual(["c"]);
    expect(await stage.deliver("Update", [anAction("a")])).toEqual({ status: "SUCCESS", count: "1" });
    expect(stage.model.actions().map(({ name }) => name)).toEqual(["Do a"]);
  });

  it("is not forgotten where the access is another user's by the time of the answer: no rollback says that all is there", async () => {
    let missing = 0;
    for (let at = 8; at < 30; at += 2) {
      const stage = virtualStage({ accessTokenLifetimeMs: 50_000 });
      await stage.deliver("Create", [anAction("a"), personal("b")]);
      stage.clock.advance(60_000);
      const other = stage.model.addClient({ person: human });
      stage.interruptAt(at, async () => {
        stage.authorize(other);
        stage.clock.advance(51_000);
      });
      stage.model.inject({ on: "deleteAction", kind: "applied-then-lost" });
      const answer = await stage.deliver("Update", [anAction("a")]);
      if (answer.status === "SUCCESS") continue;
      const isThere = stage.model.actions().some(({ name }) => name === "Do b");
      if (!isThere) missing += 1;
      const rollback = await stage.deliver("Update", [anAction("a"), personal("b")]);
      expect([at, isThere || rollback.status === "FAILED"]).toEqual([at, true]);
      stage.authorize(stage.model);
      expect(await stage.deliver("Update", [anAction("a"), personal("b")])).toMatchObject({ status: "SUCCESS" });
      expect([at, stage.model.actions().length]).toEqual([at, 2]);
    }
    expect(missing).toBeGreaterThan(0);
  });
});

it("what another user has made is replaced, where a folder's new name or the way back would make it theirs alone", async () => {
  const stage = virtualStage({ notFoundForm: "html" });
  await stage.deliver("Create", [personal("a"), anAction("b")]);
  const other = stage.model.addClient({ person: human });
  stage.authorize(other);
  await stage.deliver("Update", [personal("a"), anAction("b"), anAction("c", { name: "Do it" })]);
  stage.authorize(stage.model);
  const renamed = [personal("a"), anAction("b"), anAction("d", { name: "Do it", scope: "personal" })];
  expect(await stage.deliver("Update", renamed)).toEqual({ status: "SUCCESS", count: "3" });
  expect(stage.model.actions().map(({ name, creator }) => [name, creator.id])).toContainEqual([
    "Do it",
    stage.model.person.id,
  ]);
  // The first user's is gone when the colleague's update makes it anew for everybody, and is taken back.
  stage.model.actAs(stage.model.person).remove(idsOf(stage)[0] ?? "", stage.clock.now());
  const [, ...rest] = renamed;
  stage.authorize(other);
  await stage.deliver("Update", [anAction("e", { name: "Do a" }), ...rest]);
  stage.authorize(stage.model);
  expect(await stage.deliver("Update", renamed)).toMatchObject({ status: "SUCCESS" });
  expect(stage.model.actions().every(({ creator }) => creator.id === stage.model.person.id)).toBe(true);
});

describe("a create without an answer, where the access is another user's by then", () => {
  const begin = async (at: number) => {
    const stage = virtualStage({ uniqueNames: "creator" });
    const set = [personal("c"), personal("d")];
    stage.dieAt({ at, when: "after" });
    await stage.deliver("Create", set, { requestId: "u" }).catch(() => undefined);
    stage.dieAt(undefined);
    const known = Object.values(stage.ledger.row()?.actions ?? {}).map(({ id }) => id);
    const lost = stage.model.actions().filter(({ id }) => !known.includes(id));
    const intents = Object.values(stage.ledger.row()?.actions ?? {}).flatMap(({ intent, id }) =>
      id === undefined && intent !== undefined ? [intent] : [],
    );
    stage.authorize(stage.model.addClient({ person: human }));
    return { stage, set, lost, user: intents[0]?.user };
  };

  it("is not forgotten without a word, and a Delete waits for whoever is known to have sent it", async () => {
    const ways = new Set<string>();
    for (let at = 5; at < 60; at += 1) {
      for (const type of ["Update", "Delete"] as const) {
        const { stage, set, lost, user } = await begin(at);
        if (lost.length === 0) continue;
        const answer = await stage.deliver(type, type === "Delete" ? [] : set, { physicalId });
        const told = stage.notes();
        const isKnown = type === "Delete" && user !== undefined;
        if (isKnown)
          expect(answer).toMatchObject({ status: "FAILED", reason: expect.stringContaining(user) as string });
        else expect(told.join(" ")).toContain(`"${lost[0]?.name}" had no answer`);
        ways.add(`${type} ${String(user !== undefined)}`);
        if (!isKnown) continue;
        stage.authorize(stage.model);
        expect(await stage.deliver("Delete", [], { physicalId })).toMatchObject({ status: "SUCCESS" });
        expect(stage.model.actions()).toEqual([]);
      }
    }
    expect([...ways].toSorted()).toEqual(["Delete false", "Delete true", "Update false", "Update true"]);
  });

  it("waits in the ledger and keeps a Delete from nothing that this access can take out, functions too", async () => {
    let waited = 0;
    for (let at = 5; at < 60 && waited < 2; at += 1) {
      const { stage, set, lost, user } = await begin(at);
      if (lost.length === 0 || user === undefined) continue;
      waited += 1;
      const ask = { slug: "e/ask", name: "Ask", description: "x", function_type: "button", handlers: [] } as const;
      const more = { physicalId, functions: [ask] };
      expect(await stage.deliver("Update", [anAction("e"), ...set], more)).toMatchObject({ status: "SUCCESS" });
      expect(await stage.deliver("Delete", [], { physicalId })).toMatchObject({ status: "FAILED" });
      const makers = stage.model.actions().map(({ creator }) => creator.id);
      expect([makers.includes(human.id), stage.model.functions()]).toEqual([false, []]);
      stage.authorize(stage.model);
      expect(await stage.deliver("Delete", [], { physicalId })).toMatchObject({ status: "SUCCESS" });
      expect(stage.model.actions()).toEqual([]);
    }
    expect(waited).toBeGreaterThan(0);
  });

  it("waits in the ledger, stops no event but a Delete, and is removed once whoever sent it has the access again", async () => {
    let waited = 0;
    for (let at = 5; at < 60 && waited < 2; at += 1) {
      const { stage, set, lost, user } = await begin(at);
      if (lost.length === 0 || user === undefined) continue;
      waited += 1;
      expect(await stage.deliver("Update", set, { physicalId })).toMatchObject({ status: "SUCCESS" });
      expect(await stage.deliver("Update", [anAction("e")], { physicalId })).toMatchObject({ status: "FAILED" });
      expect(await stage.deliver("Update", set, { physicalId })).toMatchObject({ status: "SUCCESS" });
      stage.authorize(stage.model);
      expect(await stage.deliver("Update", set, { physicalId })).toMatchObject({ status: "SUCCESS" });
      expect(idsOf(stage)).not.toContain(lost[0]?.id);
      expect(Object.keys(stage.ledger.row()?.actions ?? {})).not.toContain(expect.stringContaining("~"));
    }
    expect(waited).toBeGreaterThan(0);
  });
});

it("is asked once in a run whose access it uses, where Cliq does not tell", async () => {
  const stage = virtualStage({ hiddenFields: ["creator"] });
  const set = ["a", "b", "c", "d"].map((slug) => personal(slug));
  await stage.deliver("Create", set);
  for (const id of idsOf(stage)) stage.model.actAs(stage.model.person).remove(id, stage.clock.now());
  stage.clock.advance(120_000);
  stage.newCalls();
  expect(await stage.deliver("Update", set.slice(0, 2))).toMatchObject({ status: "SUCCESS" });
  expect(stage.newCalls().filter((call) => call === "createAction")).toHaveLength(3);
});

it("what is as declared is not refused for the name of another one that this access sees", async () => {
  const stage = virtualStage({ uniqueNames: "creator" });
  const kept = anAction("r", { scope: "personal", removal_policy: "retain" });
  await stage.deliver("Create", [kept, anAction("o")]);
  stage.authorize(stage.model.addClient({ person: human }));
  await stage.deliver("Update", [anAction("o")]);
  expect(await stage.deliver("Update", [kept, anAction("o")])).toMatchObject({ status: "SUCCESS" });
  stage.authorize(stage.model);
  expect(await stage.deliver("Update", [kept, anAction("o", { hint: "2" })])).toMatchObject({ status: "SUCCESS" });
});

it("what counts as deleted because the access sees what others make is told, as its scope may be another one by now", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", [anAction("a"), anAction("b")]);
  const maker = stage.model.actAs(stage.model.person);
  maker.edit(idsOf(stage)[0] ?? "", { scope: "personal" }, stage.clock.now());
  stage.authorize(stage.model.addClient({ person: human }));
  expect(await stage.deliver("Delete", [], { physicalId })).toMatchObject({ status: "SUCCESS" });
  expect(stage.notes().join(" ")).toContain(
    `If the user ${stage.model.person.id}, who made it, has given it another scope`,
  );
});

/** An action of somebody's, whole as people make them. */
function byHandIn({ model, clock }: ReturnType<typeof virtualStage>, more: object = {}): string {
  const hand = model.actAs(human);
  const { id } = hand.create(
    {
      name: "By hand",
      hint: "By hand",
      scope: "organization",
      message_types: ["link"],
      execution_type: "webhook",
      execution_url: "https://theirs.example/x",
      ...more,
    },
    clock.now(),
  );
  hand.setPermissions(id, ["chat"], clock.now());
  return id;
}

describe("a rollback is not refused for what its update did not touch", () => {
  const revoked = ({ model }: ReturnType<typeof virtualStage>) => ({
    clientId: model.clientId,
    clientSecret: model.clientSecret,
    refreshToken: "1000.revoked.revoked",
  });

  it("where Cliq cannot be asked any more, and nothing was written", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    stage.authorize(revoked(stage));
    expect(await stage.deliver("Update", [anAction("a", { hint: "New" })])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [anAction("a")])).toEqual({ status: "SUCCESS", count: "1" });
    expect(stage.warnings.at(-1)).toMatch(/^This event asks for what is registered, .*invalid_code/);
  });

  it("but is where something was", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.model.inject({ on: "updateAction", kind: "refuse", nth: 2 });
    const set = [anAction("a", { hint: "New" }), anAction("b", { hint: "New" })];
    expect(await stage.deliver("Update", set)).toMatchObject({ status: "FAILED" });
    const access = stage.model.addClient({ person: stage.model.person });
    stage.authorize(revoked(stage));
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "FAILED" });
    stage.authorize(access);
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ hint }) => hint)).toEqual(["Does a", "Does b"]);
  });

  it("and is where something was deleted", async () => {
    const stage = virtualStage();
    const set = [anAction("a"), anAction("b"), anAction("c")];
    await stage.deliver("Create", set);
    const registered = stage.ledger.row()?.registered;
    stage.model.inject({ on: "deleteAction", kind: "refuse", code: "execution_handler_delete_failed", nth: 2 });
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "FAILED" });
    expect(stage.model.actions()).toHaveLength(2);
    const access = stage.model.addClient({ person: stage.model.person });
    stage.authorize(revoked(stage));
    expect(await stage.deliver("Update", set)).toMatchObject({ status: "FAILED" });
    stage.authorize(access);
    expect(await stage.deliver("Update", set)).toEqual({ status: "SUCCESS", count: "3" });
    expect(stage.model.actions()).toHaveLength(3);
    expect([stage.ledger.row()?.registered, stage.ledger.row()?.deleted]).toEqual([registered, undefined]);
    // What is back counts as before: now nothing of it was changed.
    stage.authorize(revoked(stage));
    expect(await stage.deliver("Update", [anAction("a", { hint: "New" })])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", set)).toEqual({ status: "SUCCESS", count: "3" });
  });

  it("and is where one of another kind should have come in its place", async () => {
    const stage = virtualStage();
    stage.files.set("a.dg", "return Map();");
    const script = { key: "a.dg", sha256: createHash("sha256").update("return Map();").digest("hex") };
    const deluge = { execution_type: "deluge", permissions: [], script } as const;
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.model.inject({ on: "createAction", kind: "refuse", code: "msgaction_creation_limit_exceeded", times: 99 });
    expect(await stage.deliver("Update", [anAction("a", deluge), anAction("b")])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "FAILED" });
    stage.model.clearFaults();
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toHaveLength(2);
  });

  it("nor does a process that died in between keep it from being found out", async () => {
    let died = 0;
    for (let at = 3; at < 40; at += 1) {
      const stage = virtualStage();
      const set = [anAction("a"), anAction("b")];
      await stage.deliver("Create", set, { physicalId });
      stage.dieAt({ at, when: "after" });
      await stage.deliver("Update", [anAction("a")], { physicalId }).catch(() => undefined);
      stage.dieAt(undefined);
      if (stage.model.actions().length === 2 || stage.ledger.row()?.actions.b === undefined) continue;
      died += 1;
      byHandIn(stage, { name: "Do b" });
      stage.clock.advance(4_000_000);
      expect(await stage.deliver("Update", set, { physicalId })).toMatchObject({ status: "FAILED" });
    }
    expect(died).toBeGreaterThan(0);
  });

  it("where an action was deleted by hand, and its name is somebody's by now", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.model.actAs(human).remove(idsOf(stage)[0] ?? "", stage.clock.now());
    byHandIn(stage, { name: "Do a" });
    expect(await stage.deliver("Update", [anAction("a"), anAction("b", { hint: "New" })])).toMatchObject({
      status: "FAILED",
    });
    expect(await stage.deliver("Update", [anAction("a"), anAction("b")])).toEqual({ status: "SUCCESS", count: "2" });
    expect(stage.warnings.at(-1)).toContain('already has a message action named "Do a" that is not ours');
  });

  it("where it is the first to be short of time: what fits is done, and the next attempt does the rest", async () => {
    const stage = virtualStage({}, undefined, 0.1);
    const keep = anAction("keep");
    const many = Array.from({ length: 12 }, (_, index) => anAction(`a${index}`));
    await stage.deliver("Create", [keep], { waitSeconds: 600 });
    expect(await stage.deliver("Update", [keep, ...many])).toMatchObject({ status: "SUCCESS" });
    expect(await stage.deliver("Update", [keep], { waitSeconds: 600 })).toMatchObject({ status: "FAILED" });
    expect(stage.model.actions().length).toBeLessThan(8);
    expect(await stage.deliver("Update", [keep], { waitSeconds: 600 })).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toHaveLength(1);
  });

  it("where it gives a team's action back to the team, whose maker is another user", async () => {
    const team = { scope: "team", team_ids: ["1001"] } as const;
    const stage = virtualStage({ person: { ...human, id: "64827311", teamIds: ["1001"] } });
    await stage.deliver("Create", [anAction("b"), anAction("a", team)]);
    stage.authorize(stage.model.addClient({ person: { ...human, teamIds: ["1001"] } }));
    expect(await stage.deliver("Update", [anAction("b"), anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(await stage.deliver("Update", [anAction("b"), anAction("a", team)])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ scope }) => scope)).toEqual(["organization", "team"]);
  });
});

describe("an action that was adopted, and that its owner has deleted in Cliq since", () => {
  const begin = async () => {
    const stage = virtualStage();
    const adopt = byHandIn(stage);
    const set = (hint: string) => [anAction("b", { hint }), anAction("a", { adopt })];
    await stage.deliver("Create", set("0"));
    await stage.deliver("Update", set("1"));
    stage.model.actAs(human).remove(adopt, stage.clock.now());
    return { stage, set };
  };

  it("is made anew, and stays so while the declaration names the former one", async () => {
    const { stage, set } = await begin();
    for (const hint of ["2", "1", "3"])
      expect(await stage.deliver("Update", set(hint))).toEqual({ status: "SUCCESS", count: "2" });
    expect(stage.model.actions().map(({ name, hint }) => [name, hint])).toEqual([
      ["Do b", "3"],
      ["Do a", "Does a"],
    ]);
    expect(stage.warnings.filter((one) => one.includes("Take `adopt` out."))).toHaveLength(1);
    expect(await stage.deliver("Delete", [], { physicalId })).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([]);
  });

  it("keeps nothing else from being healed", async () => {
    const { stage } = await begin();
    stage.model.actAs(human).edit(idsOf(stage)[0] ?? "", { hint: "spoilt" }, stage.clock.now());
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.actions().map(({ hint }) => hint)).toEqual(["1", "Does a"]);
  });
});
