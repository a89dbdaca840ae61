import { describe, expect, it } from "vitest";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

/** Someone who makes actions by hand. */
const human = {
  id: "70011223",
  firstName: "Robin",
  lastName: "Vale",
  email: "robin.vale@example.com",
  language: "en",
  country: "us",
  timezone: "America/Chicago",
};
const names = (stage: ReturnType<typeof virtualStage>): string[] => stage.model.actions().map(({ name }) => name);

describe("a first deployment", () => {
  it("registers every action with its permissions and at most five calls for one", async () => {
    const stage = virtualStage();
    expect(await stage.deliver("Create", [anAction("echo", { multi_selectable: true })])).toEqual({
      status: "SUCCESS",
      count: "1",
    });
    // Made under a temporary name: it gets its own once everything else is done.
    expect(stage.newCalls()).toEqual(["listActions", "createAction", "updateHandler", "updateAction", "listActions"]);
    const [action] = stage.model.actions();
    expect(action).toMatchObject({
      name: "Do echo",
      hint: "Does echo",
      scope: "organization",
      multiSelectable: true,
      executionType: "webhook",
    });
    expect(action?.permissions.toSorted()).toEqual(["message", "user"]);
    expect(action?.executionUrl).toMatch(
      /^https:\/\/abc123\.execute-api\.eu-west-1\.amazonaws\.com\/actions\/echo\/[\w-]{43}$/,
    );
  });

  it("sends team ids as integers without losing a digit", async () => {
    const stage = virtualStage();
    const teams = ["9007199254740993", "100001"];
    expect(await stage.deliver("Create", [anAction("t", { scope: "team", team_ids: teams })])).toMatchObject({
      status: "SUCCESS",
    });
    expect(stage.model.actions()[0]?.teamIds.toSorted()).toEqual(teams.toSorted());
  });

  it("succeeds where Cliq shows neither URL nor permissions", async () => {
    const stage = virtualStage({ reads: "sparse" });
    const actions = [anAction("a"), anAction("b")];
    expect(await stage.deliver("Create", actions)).toMatchObject({ status: "SUCCESS" });
    stage.newCalls();
    expect(await stage.deliver("Update", actions)).toMatchObject({ status: "SUCCESS" });
    expect(stage.newCalls()).toEqual(["listActions"]);
  });

  it("succeeds where the list lags behind", async () => {
    const stage = virtualStage({ listDelayMs: 60_000 });
    expect(await stage.deliver("Create", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(names(stage)).toEqual(["Do a"]);
  });
});

describe("an update", () => {
  it("writes nothing when nothing differs", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.newCalls();
    expect(await stage.deliver("Update", [anAction("b"), anAction("a")])).toEqual({ status: "SUCCESS", count: "2" });
    expect(stage.newCalls()).toEqual(["listActions"]);
  });

  it("changes in place, adds what is new and removes what left", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const id = stage.model.actions()[0]?.id;
    await stage.deliver("Update", [anAction("a", { hint: "Another hint", permissions: ["chat"] }), anAction("c")]);
    expect(names(stage)).toEqual(["Do a", "Do c"]);
    expect(stage.model.actions()[0]).toMatchObject({ id, hint: "Another hint", permissions: ["chat"] });
  });

  it("swaps two names within one deployment", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a", { name: "One" }), anAction("b", { name: "Two" })]);
    const ids = stage.model.actions().map(({ id }) => id);
    expect(
      await stage.deliver("Update", [anAction("a", { name: "Two" }), anAction("b", { name: "One" })]),
    ).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ id, name }) => [id, name])).toEqual([
      [ids[0], "Two"],
      [ids[1], "One"],
    ]);
  });

  it("keeps the action when only its folder is renamed", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("old", { name: "Same" })]);
    const id = stage.model.actions()[0]?.id;
    await stage.deliver("Update", [anAction("new", { name: "Same" })]);
    expect(stage.model.actions()).toHaveLength(1);
    expect(stage.model.actions()[0]).toMatchObject({
      id,
      executionUrl: expect.stringContaining("/actions/new/") as string,
    });
  });

  it("gives the name of an action that leaves to one that stays", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a", { name: "One" }), anAction("b", { name: "Two" })]);
    expect(await stage.deliver("Update", [anAction("a", { name: "Two" })])).toMatchObject({ status: "SUCCESS" });
    expect(names(stage)).toEqual(["Two"]);
  });

  it("restores what was edited and makes anew what was deleted by hand", async () => {
    const stage = virtualStage();
    const actions = [anAction("a"), anAction("b")];
    await stage.deliver("Create", actions);
    const [a, b] = stage.model.actions();
    stage.model.actAs(human).edit(a?.id ?? "", { hint: "Edited" }, stage.clock.now());
    stage.model.actAs(human).remove(b?.id ?? "", stage.clock.now());
    expect(await stage.deliver("Update", actions)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ hint }) => hint)).toEqual(["Does a", "Does b"]);
    expect(stage.model.actions()[0]?.id).toBe(a?.id);
  });

  it("moves every URL to a new credential version", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const before = stage.model.actions()[0];
    await stage.deliver("Update", [anAction("a")], { version: 2 });
    const after = stage.model.actions()[0];
    expect(after?.id).toBe(before?.id);
    expect(after?.executionUrl).not.toBe(before?.executionUrl);
  });
});

describe("a delete", () => {
  it("removes what is ours and forgets it", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.model.actAs(human).remove(stage.model.actions()[0]?.id ?? "", stage.clock.now());
    expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.model.actions()).toEqual([]);
    expect(stage.ledger.row()?.actions).toEqual({});
  });

  it("of what was never made calls nobody and needs no token", async () => {
    const stage = virtualStage();
    stage.model.inject({ on: "any", kind: "status", status: 500, times: 100 });
    expect(await stage.deliver("Delete", [anAction("a")])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.model.calls()).toEqual([]);
  });

  it("waits for a lock to end, without a call meanwhile", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    stage.model.inject({ on: "deleteAction", kind: "throttle" });
    stage.newCalls();
    expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.clock.slept()).toBeGreaterThanOrEqual(300_000);
    expect(stage.newCalls()).toEqual(["listActions", "deleteAction", "deleteAction"]);
  });

  it("that Cliq refuses names what is left", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const id = stage.model.actions()[0]?.id ?? "";
    stage.model.inject({
      on: "deleteAction",
      kind: "status",
      status: 400,
      body: '{"message":"no","code":"invalid_inputs"}',
    });
    const answer = await stage.deliver("Delete", []);
    expect(answer).toMatchObject({ status: "FAILED", reason: expect.stringContaining(`a (id ${id})`) as string });
    expect(names(stage)).toEqual(["Do a"]);
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([]);
  });
});

describe("somebody else's action", () => {
  it("with our name fails the deployment before any write and stays as it is", async () => {
    const stage = virtualStage();
    const theirs = stage.model
      .actAs(human)
      .create({ name: "Do a", hint: "By hand", scope: "organization", message_types: ["text"] }, stage.clock.now());
    const answer = await stage.deliver("Create", [anAction("z"), anAction("a")]);
    expect(answer).toMatchObject({ status: "FAILED" });
    const { reason } = answer as { reason: string };
    expect(stage.newCalls()).toEqual(["listActions", "getAction"]);
    for (const part of ['"Do a"', theirs.id, "Robin Vale", "Rename", "deploy again"]) expect(reason).toContain(part);
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([theirs]);
  });

  it("with the name one of ours is to get leaves ours under its old name", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const theirs = stage.model
      .actAs(human)
      .create({ name: "Taken", hint: "By hand", scope: "organization", message_types: ["text"] }, stage.clock.now());
    expect(await stage.deliver("Update", [anAction("a", { name: "Taken" })])).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(names(stage)).toEqual(["Do a", "Taken"]);
    expect(stage.model.actions()).toContainEqual(theirs);
  });
});

describe("a look-alike made by hand while the outcome of our create is unknown", () => {
  const lookAlike = { name: "Do b", hint: "Does b", scope: "organization", message_types: ["text"] } as const;

  it("is not taken for ours when Cliq shows its URL", async () => {
    const stage = virtualStage();
    stage.dieAt({ at: 13, when: "after" });
    await stage.deliver("Create", [anAction("b")]);
    stage.dieAt(undefined);
    expect([stage.ledger.row()?.actions.b?.phase, stage.model.actions()]).toEqual(["creating", []]);
    const theirs = stage.model
      .actAs(human)
      .create(
        { ...lookAlike, execution_type: "webhook", execution_url: "https://theirs.example/x" },
        stage.clock.now(),
      );
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([theirs]);
  });

  it("is not taken for ours when Cliq names another creator than that of our other actions", async () => {
    const stage = virtualStage({ reads: "sparse" });
    await stage.deliver("Create", [anAction("a")]);
    stage.dieAt({ at: 13, when: "after" });
    await stage.deliver("Update", [anAction("a"), anAction("b")]);
    stage.dieAt(undefined);
    expect([stage.ledger.row()?.actions.b?.phase, stage.model.actions().length]).toEqual(["creating", 1]);
    const theirs = stage.model
      .actAs(human)
      .create(
        { ...lookAlike, execution_type: "webhook", execution_url: "https://theirs.example/x" },
        stage.clock.now(),
      );
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toEqual([theirs]);
  });
});

describe("deliveries", () => {
  it("of the same event past its deadline do nothing", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { requestId: "r" });
    stage.newCalls();
    stage.clock.advance(3_600_000);
    expect(await stage.deliver("Create", [anAction("a"), anAction("b")], { requestId: "r" })).toEqual({
      status: "stale",
    });
    expect(stage.newCalls()).toEqual([]);
  });

  it("of the same event twice register once", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { requestId: "r" });
    expect(await stage.deliver("Create", [anAction("a")], { requestId: "r" })).toEqual({
      status: "SUCCESS",
      count: "1",
    });
    expect(names(stage)).toEqual(["Do a"]);
  });

  it("keep what a newer version wrote into the ledger", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const row = structuredClone(stage.ledger.row());
    stage.ledger.put({ ...row, newer: { holder: "x" }, actions: { a: { ...row?.actions.a, retained: true } } });
    await stage.deliver("Update", [anAction("a", { hint: "New" })]);
    expect(stage.ledger.row()).toMatchObject({
      newer: { holder: "x" },
      actions: { a: { retained: true, phase: "registered" } },
    });
  });

  it("leave alone what a newer version has given a policy that nobody knows here", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    const row = structuredClone(stage.ledger.row());
    const a = { ...row?.actions.a, phase: "resting", removal: "freeze" };
    stage.ledger.put({ ...row, actions: { ...row?.actions, a } });
    expect(await stage.deliver("Update", [])).toMatchObject({ status: "SUCCESS" });
    expect(names(stage)).toEqual(["Do a"]);
  });

  it("write no execution URL into the ledger", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    const credential = stage.model.actions()[0]?.executionUrl?.split("/").at(-1) ?? "";
    expect(credential).toHaveLength(43);
    expect(JSON.stringify(stage.ledger.row())).not.toContain(credential);
  });
});
