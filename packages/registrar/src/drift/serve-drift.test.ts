import { rotate } from "@cliq-actions/cliq/remedies";
import { createHash } from "node:crypto";
import type { ManifestAction, ManifestFunction } from "@cliq-actions/core";
import { cliqWorlds } from "@cliq-actions/fake-cliq";
import { describe, expect, it } from "vitest";
import { human } from "../testing/human.ts";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";
import type { DriftAnswer } from "./serve-drift.ts";

const actions = [anAction("a"), anAction("b"), anAction("c")];
const byHand = {
  hint: "x",
  scope: "organization",
  multi_selectable: false,
  message_types: ["text"],
  execution_type: "webhook",
} as const;
const form: ManifestFunction = {
  slug: "a/ask",
  name: "Ask",
  description: "Asks",
  function_type: "form",
  handlers: [{ type: "form_submit_handler", permissions: ["user"] }],
};

/** What differs, in short: slug, state and drifted fields. */
function differences({ report }: Pick<DriftAnswer, "report">): string[] {
  const different = report?.items.filter(({ state }) => state !== "same") ?? [];
  return different.map(({ slug, state, fields }) => {
    return [slug, state, ...fields.filter(({ verdict }) => verdict === "drifted").map(({ field }) => field)].join(" ");
  });
}

describe("a drift check", () => {
  it("fails where the ledger's row is gone, naming what in Cliq is provably the stage's", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions, { functions: [form] });
    const theirs = stage.model
      .actAs(human)
      .create({ ...byHand, name: "Theirs", execution_url: "https://example.com/actions/a/hook" }, stage.clock.now());
    const own = stage.model.actions().find(({ name }) => name === "Do a")?.executionUrl ?? "";
    const forged = stage.model
      .actAs(human)
      .create(
        { ...byHand, name: "Forged", execution_url: `${own.slice(0, own.lastIndexOf("/"))}/guess` },
        stage.clock.now(),
      );
    stage.ledger.lose();
    const failure = await stage.checkDrift().catch((error: unknown) => error as Error & { code?: string });
    expect(failure).toMatchObject({ code: "ledger_lost" });
    const { message } = failure as Error;
    for (const { id } of stage.model.actions())
      expect(message.includes(id), id).toBe(id !== theirs.id && id !== forged.id);
    for (const { id } of stage.model.functions()) expect(message).toContain(id);
    expect(message).not.toMatch(/nothing (is|was) registered/i);
    // Healing invents nothing.
    const before = stage.model.actions();
    await expect(stage.checkDrift(true)).rejects.toThrow("is gone");
    expect(stage.model.actions()).toEqual(before);
  });

  it.each([
    ["another declaration", [anAction("a", { hint: "New" }), ...actions.slice(1)], {}],
    ["another version of the credentials", actions, { version: 2 }],
    ["another API", actions, { newOrigin: "https://def456.execute-api.eu-west-1.amazonaws.com" }],
  ])("fails where the row is of an earlier time, of %s, and heals nothing by it", async (_what, next, settings) => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const backup = stage.ledger.row();
    stage.clock.advance(7_200_000);
    await stage.deliver("Update", next, settings);
    stage.ledger.put(backup);
    const before = stage.model.actions();
    for (const heal of [false, true])
      await expect(stage.checkDrift(heal)).rejects.toMatchObject({
        code: "ledger_lost",
        message: expect.stringContaining("says something else than its stack has registered") as string,
      });
    expect(stage.model.actions()).toEqual(before);
    // What it advises mends it.
    await stage.deliver("Update", next, { ...settings, version: 3 });
    expect(await stage.checkDrift()).toMatchObject({ outcome: "same" });
    expect(stage.model.actions().map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it("waits for a deployment that has made its registrations only now, and not yet told this function", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const { registered, ...row } = stage.ledger.row() ?? {};
    const properties = { ...registered?.properties, CredentialVersion: "2" };
    stage.ledger.put({ ...row, registered: { properties, at: stage.clock.now() } });
    expect(await stage.checkDrift()).toEqual({ outcome: "deploying" });
  });

  it("calls no orphan what the next deployment takes back: what an older row of the same declaration lacks, and a create without an answer", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const backup = stage.ledger.row();
    const [a] = stage.model.actions();
    stage.model.actAs(stage.model.person).remove(a?.id ?? "", stage.clock.now());
    await stage.checkDrift(true);
    stage.ledger.put(backup);
    const found = await stage.checkDrift();
    expect([found.report?.orphans, differences(found)]).toEqual([[], ["a unfinished"]]);
    const ids = stage.model.actions().map(({ id }) => id);
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.actions().map(({ id }) => id)).toEqual(ids);
    const waiting = { name: "Registering 1", temporary: true, hint: "", urlDigest: "", at: 0, user: "1" };
    const { actions: entries = {}, ...row } = stage.ledger.row() ?? {};
    stage.ledger.put({ ...row, actions: { ...entries, "d~1": { phase: "creating", intent: waiting } } });
    const url = stage.model.actions()[0]?.executionUrl ?? "";
    stage.model.actAs(human).create({ ...byHand, name: "Registering 1", execution_url: url }, stage.clock.now());
    expect((await stage.checkDrift()).report?.orphans).toEqual([]);
  });

  it("tells a create that nothing has settled, and heals it: of this access, of a run that died, and one that waited for it", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const intent = {
      name: "Registering 1",
      temporary: true,
      hint: "",
      urlDigest: "",
      at: 0,
      user: stage.model.person.id,
    };
    const { actions: { a: _a, ...entries } = {}, ...row } = stage.ledger.row() ?? {};
    stage.ledger.put({ ...row, actions: { ...entries, a: { phase: "creating", intent } } });
    expect(differences(await stage.checkDrift())).toEqual(["a unfinished"]);
    const url = stage.model.actions()[0]?.executionUrl ?? "";
    stage.model.actAs(stage.model.person).remove(stage.model.actions()[0]?.id ?? "", stage.clock.now());
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    const hands = stage.model.actAs(stage.model.person);
    const waited = hands.create({ ...byHand, name: "Registering 1", execution_url: url }, stage.clock.now());
    const state = stage.ledger.row();
    stage.ledger.put({ ...state, actions: { ...state?.actions, "d~1": { phase: "creating", intent } } });
    expect(differences(await stage.checkDrift())).toEqual(["d~1 unfinished"]);
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.actions().map(({ id }) => id)).not.toContain(waited.id);
  });

  it("says of a lost row that no URL is shown where none is, in place of calling nothing its own", async () => {
    const stage = virtualStage({ reads: "sparse" });
    await stage.deliver("Create", actions);
    stage.ledger.lose();
    await expect(stage.checkDrift()).rejects.toThrow("Of 3 more Cliq shows no URL");
  });

  it("writes no URL that the functions refuse, because the signing key is another one", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const before = stage.model.actions();
    stage.replaceKey();
    for (const heal of [false, true]) {
      const failure = await stage.checkDrift(heal).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "misconfigured" });
      expect((failure as Error).message).toMatch(/signing key is not the one that the functions of a, b, c know/);
    }
    expect(stage.model.actions()).toEqual(before);
    // A deployment cannot know whether it rolls back, so it goes on and says so.
    expect(await stage.deliver("Update", actions)).toMatchObject({ status: "SUCCESS" });
    expect(stage.warnings.join("")).toContain(rotate);
  });

  it("calls nothing missing that another user's access does not see; healing finds out whose access it is", async () => {
    const stage = virtualStage({ uniqueNames: "creator" });
    await stage.deliver("Create", [anAction("a"), anAction("b", { scope: "personal" })]);
    stage.authorize(stage.model.addClient({ person: human }));
    for (const heal of [false, true]) {
      const answer = await stage.checkDrift(heal);
      expect([answer.outcome, ...differences(answer)]).toEqual(["unseen", "b unseen"]);
      expect(answer.report?.items[1]?.maker).toBe(stage.model.person.id);
    }
    expect(stage.warnings.join(" ")).toContain("was made by the user");
    // Its maker's access: only it can tell, and what is gone is made anew.
    stage.authorize(stage.model);
    const b = stage.model.actions().find(({ name }) => name === "Do b");
    stage.model.actAs(stage.model.person).remove(b?.id ?? "", stage.clock.now());
    expect(await stage.checkDrift()).toMatchObject({ outcome: "unseen" });
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.actions().map(({ name }) => name)).toEqual(["Do a", "Do b"]);
  });

  it("calls missing what its maker's access does not see", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a", { scope: "personal" }), anAction("b", { scope: "personal" })]);
    const [a] = stage.model.actions();
    stage.model.actAs(stage.model.person).remove(a?.id ?? "", stage.clock.now());
    const answer = await stage.checkDrift();
    expect([answer.outcome, ...differences(answer)]).toEqual(["drifted", "a missing"]);
  });

  it("of what nobody touched is one list and a look at each handler", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    stage.newCalls();
    const answer = await stage.checkDrift();
    expect(stage.newCalls()).toEqual(["listActions", "getHandler", "getHandler", "getHandler"]);
    expect(answer.outcome).toBe("same");
    const verdicts = Object.fromEntries(
      answer.report?.items[0]?.fields.map(({ field, verdict }) => [field, verdict]) ?? [],
    );
    expect(verdicts).toMatchObject({ name: "same", execution_url: "same", permissions: "same", status: "same" });
  });

  it("calls a URL that reads do not show unverifiable, too", async () => {
    const stage = virtualStage({ reads: "sparse" });
    await stage.deliver("Create", actions);
    const { outcome, report } = await stage.checkDrift();
    expect(outcome).toBe("same");
    const url = report?.items[0]?.fields.find(({ field }) => field === "execution_url");
    expect(url).toMatchObject({ verdict: "unverifiable" });
    expect(url).not.toHaveProperty("held");
  });

  it("reports exactly what a person edited and deleted; healing restores it, and the next one finds nothing", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const [a, b] = stage.model.actions();
    const hands = stage.model.actAs(human);
    hands.edit(a?.id ?? "", { hint: "Mine now", message_types: ["attachment"] }, stage.clock.now());
    hands.remove(b?.id ?? "", stage.clock.now());
    const found = await stage.checkDrift();
    expect(found.outcome).toBe("drifted");
    expect(differences(found)).toEqual(["a drifted hint message_types", "b missing"]);

    const healed = await stage.checkDrift(true);
    expect(healed.outcome).toBe("healed");
    expect(differences({ report: healed.found })).toEqual(differences(found));
    expect(stage.model.actions().find(({ id }) => id === a?.id)).toMatchObject({
      hint: "Does a",
      messageTypes: ["link", "text"],
    });
    expect(
      stage.model
        .actions()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["Do a", "Do b", "Do c"]);
    expect(await stage.checkDrift()).toMatchObject({ outcome: "same" });
  });

  it("reads the scripts of Deluge actions, and heals one that was changed", async () => {
    const stage = virtualStage();
    const sha256 = createHash("sha256").update("return Map();").digest("hex");
    stage.files.set("a.ds", "return Map();");
    const deluge: ManifestAction = anAction("a", {
      permissions: [],
      execution_type: "deluge",
      script: { key: "a.ds", sha256 },
    });
    await stage.deliver("Create", [deluge, anAction("b")]);
    stage.newCalls();
    expect(await stage.checkDrift()).toMatchObject({ outcome: "same" });
    expect(stage.newCalls()).toEqual(["listActions", "getHandler", "getHandler"]);
    const id = stage.model.actions().find(({ executionType }) => executionType === "deluge")?.id ?? "";
    stage.model.actAs(human).setScript(id, "return List();", stage.clock.now());
    expect(differences(await stage.checkDrift())).toEqual(["a drifted script"]);
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.actions().find((one) => one.id === id)?.script).toBe("return Map();");
  });

  it("reports what decides whether an action works: permissions, which healing restores, and status, which no call can", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions, { functions: [form] });
    const [a, b] = stage.model.actions();
    const hands = stage.model.actAs(human);
    hands.setPermissions(a?.id ?? "", ["user"], stage.clock.now());
    hands.setStatus(b?.id ?? "", "disabled", stage.clock.now());
    const permissions = { permissions: ["chat"] as const };
    hands.functions.setHandler(
      stage.model.functions()[0]?.id ?? "",
      "form_submit_handler",
      permissions,
      stage.clock.now(),
    );
    const found = await stage.checkDrift();
    expect(differences(found)).toEqual([
      "a drifted permissions",
      "b drifted status",
      "a/ask drifted permissions of form_submit_handler",
    ]);

    stage.newCalls();
    const healed = await stage.checkDrift(true);
    expect(healed.outcome).toBe("drifted");
    expect(differences(healed)).toEqual(["b drifted status"]);
    expect(stage.model.actions().find(({ id }) => id === a?.id)?.permissions).toEqual(["message", "user"]);
    // Where only a person can do something, nothing is written again at every check.
    stage.newCalls();
    expect((await stage.checkDrift(true)).outcome).toBe("drifted");
    expect(stage.newCalls().filter((call) => call.startsWith("update"))).toEqual([]);
  });

  it("does not call a field the same that Cliq lets nobody read now, nor a handler that is gone", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const body = (code: string): string => JSON.stringify({ code, message: "no" });
    stage.model.inject({ on: "getHandler", kind: "status", status: 400, body: body("execution_handler_get_failed") });
    stage.model.inject({
      on: "getHandler",
      kind: "status",
      status: 404,
      nth: 2,
      body: body("execution_handler_not_found"),
    });
    const { report } = await stage.checkDrift();
    expect(
      report?.items.map(({ slug, state, fields }) => [
        slug,
        state,
        fields.find(({ field }) => field === "permissions")?.verdict,
      ]),
    ).toEqual([
      ["a", "same", "unverifiable"],
      ["b", "drifted", "drifted"],
      ["c", "same", "same"],
    ]);
  });

  it.each(Object.entries(cliqWorlds))(
    "of what nobody touched finds nothing in a Cliq of its own ways: %s",
    async (_world, options) => {
      const stage = virtualStage(options);
      const named = actions.map((one) => ({ ...one, hint: " It's what one does " }));
      expect(await stage.deliver("Create", named, { functions: [form] })).toMatchObject({ status: "SUCCESS" });
      expect(differences(await stage.checkDrift())).toEqual([]);
    },
  );

  it("compares functions by a list of their own, their handlers included", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")], { functions: [form] });
    stage.newCalls();
    expect(await stage.checkDrift()).toMatchObject({ outcome: "same" });
    expect(stage.newCalls()).toEqual(["listActions", "listFunctions", "getHandler", "getFunctionHandler"]);
    const { functions } = stage.model.actAs(human);
    functions.edit(stage.model.functions()[0]?.id ?? "", { description: "Asks rudely" }, stage.clock.now());
    expect(differences(await stage.checkDrift())).toEqual(["a/ask drifted description"]);
    expect(await stage.checkDrift(true)).toMatchObject({ outcome: "healed" });
    expect(stage.model.functions()[0]?.description).toBe("Asks");
  });

  it("reports an orphan by where it posts to and a look-alike by its name, and touches neither", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const url = stage.model.actions()[0]?.executionUrl ?? "";
    const hands = stage.model.actAs(human);
    const orphan = hands.create(
      { ...byHand, name: "Left behind", execution_url: url.replace("/a/", "/old/") },
      stage.clock.now(),
    );
    const alike = hands.create(
      { ...byHand, name: "DO-A", execution_url: "https://example.com/hook" },
      stage.clock.now(),
    );
    const before = stage.model.actions();
    const { outcome, report } = await stage.checkDrift(true);
    expect(outcome).toBe("drifted");
    expect(report?.orphans).toEqual([
      { kind: "message action", id: orphan.id, name: "Left behind", creator: "Robin Vale" },
    ]);
    expect(report?.lookAlikes).toEqual([
      { kind: "message action", id: alike.id, name: "DO-A", creator: "Robin Vale", like: "a" },
    ]);
    expect(stage.model.actions()).toEqual(before);
  });

  it("tells what a deployment that failed half-way left from what a person changed", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    stage.model.inject({ on: "updateAction", kind: "status", status: 500, nth: 2, times: 2_000 });
    const better = actions.map((one) => ({ ...one, hint: "Better" }));
    expect(await stage.deliver("Update", better)).toMatchObject({ status: "FAILED" });
    expect(differences(await stage.checkDrift())).toEqual(["a unfinished hint", "b unfinished"]);
  });

  it("says nothing while a deployment is under way, and everything once nobody waits for it any more", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    stage.dieAt({ at: 20, when: "after" });
    await stage.deliver(
      "Update",
      actions.map((one) => ({ ...one, hint: "Better" })),
    );
    stage.dieAt(undefined);
    expect(stage.model.actions().filter(({ hint }) => hint === "Better")).toHaveLength(1);
    stage.newCalls();
    expect(await stage.checkDrift(true)).toEqual({ outcome: "deploying" });
    expect(stage.newCalls()).toEqual([]);
    stage.clock.advance(3_600_000);
    expect(differences(await stage.checkDrift())).toEqual(["a unfinished hint"]);
  });

  it("gives way to a deployment at any moment of healing", async () => {
    const better = actions.map((one) => ({ ...one, hint: "Better", message_types: ["text"] as const }));
    const outcomes = new Set<string>();
    for (let at = 1; at <= 60; at += 1) {
      const stage = virtualStage();
      await stage.deliver("Create", actions);
      for (const { id } of stage.model.actions())
        stage.model.actAs(human).edit(id, { hint: "Mine" }, stage.clock.now());
      let deployed: unknown;
      stage.interruptAt(at, async () => void (deployed = await stage.deliver("Update", better)));
      const { outcome } = await stage.checkDrift(true);
      stage.interruptAt(0, async () => {});
      outcomes.add(outcome);
      if (deployed === undefined) break;
      expect(deployed, `at ${at}`).toMatchObject({ status: "SUCCESS" });
      // A change that was on its way when the lease ran out may arrive late; the deployed set is what the next check restores.
      expect(["same", "healed"], `at ${at}`).toContain((await stage.checkDrift(true)).outcome);
      expect(
        stage.model.actions().map(({ hint, messageTypes }) => [hint, messageTypes]),
        `at ${at}`,
      ).toEqual(actions.map(() => ["Better", ["text"]]));
    }
    expect(outcomes).toContain("deploying");
    expect(outcomes).toContain("healed");
  });

  it("tells no credential, neither of ours nor of what somebody put in its place", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const [a] = stage.model.actions();
    const url = a?.executionUrl ?? "";
    stage.model.actAs(human).edit(a?.id ?? "", { execution_url: `${url}AAAA` }, stage.clock.now());
    const answer = await stage.checkDrift();
    expect(differences(answer)).toEqual(["a drifted execution_url"]);
    expect(url.split("/").at(-1)?.length).toBeGreaterThan(20);
    expect(JSON.stringify(answer)).not.toContain(url.split("/").at(-1));
  });

  it("fails where a handler cannot be read now, and where a lost row was mended half-way: neither is no difference", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    const locked = { status: 429, body: '{"message":"too many"}', headers: { "retry-after": "3000" } };
    stage.model.inject({ on: "getHandler", kind: "status", ...locked, times: 1 });
    await expect(stage.checkDrift()).rejects.toThrow(/could not be read/u);
    stage.clock.advance(3_600_000);
    stage.ledger.lose();
    stage.model.inject({ on: "updateAction", kind: "refuse", code: "invalid_inputs", times: 1 });
    const mending = actions.map((one, at) => (at === 0 ? { ...one, hint: "Better" } : one));
    expect(await stage.deliver("Update", mending)).toMatchObject({ status: "FAILED" });
    await expect(stage.checkDrift()).rejects.toThrow(/The ledger's row of stage test is gone/u);
  });

  it("fails with a sentence when Cliq cannot be read", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", actions);
    stage.model.inject({ on: "listActions", kind: "status", status: 403, times: 100 });
    await expect(stage.checkDrift()).rejects.toThrow(/^Cliq's message actions could not be listed\. Cliq forbids it/u);
  });
});
