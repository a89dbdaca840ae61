import { describe, expect, it } from "vitest";
import type { Fault } from "@cliq-actions/fake-cliq";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

async function failedCreate(...faults: Fault[]): Promise<{ reason: string; stage: ReturnType<typeof virtualStage> }> {
  const stage = virtualStage();
  for (const fault of faults) stage.model.inject(fault);
  const answer = await stage.deliver("Create", [anAction("a")]);
  if (answer.status !== "FAILED") throw new Error(`The deployment was to fail, and is ${answer.status}`);
  return { reason: answer.reason, stage };
}

describe("a create whose outcome is unknown", () => {
  it.each(["applied-then-lost", "html", "empty", "truncated", "missing-id", "slow-drip", "endless"] as const)(
    "is found by listing and registered once (%s)",
    async (kind) => {
      const stage = virtualStage();
      stage.model.inject({ on: "createAction", kind });
      expect(await stage.deliver("Create", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
      expect(stage.model.actions()).toHaveLength(1);
      expect(stage.newCalls().filter((call) => call === "createAction")).toHaveLength(1);
    },
  );

  it.each(["lost", "hang"] as const)("is sent again once the list shows that it never arrived (%s)", async (kind) => {
    const stage = virtualStage();
    stage.model.inject({ on: "createAction", kind });
    expect(await stage.deliver("Create", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toHaveLength(1);
    expect(stage.newCalls().slice(0, 5)).toEqual([
      "listActions",
      "createAction",
      "listActions",
      "listActions",
      "createAction",
    ]);
  });

  it("is found although the list lags and shows no URLs", async () => {
    const stage = virtualStage({ reads: "sparse", listDelayMs: 30_000 });
    stage.model.inject({ on: "createAction", kind: "applied-then-lost" });
    expect(await stage.deliver("Create", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()).toHaveLength(1);
  });

  it("is removed by the rollback when it only shows up after the deployment has failed", async () => {
    const stage = virtualStage({ listDelayMs: 90_000 });
    stage.model.inject({ on: "createAction", kind: "applied-then-lost" });
    const answer = await stage.deliver("Create", [anAction("a")], { waitSeconds: 90 });
    expect(answer).toMatchObject({ status: "FAILED" });
    expect(stage.model.actions()).toHaveLength(1);
    stage.clock.advance(40_000);
    expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.model.actions()).toEqual([]);
  });
});

describe("a failure after the create", () => {
  it("removes the action again and says what Cliq said", async () => {
    const { reason, stage } = await failedCreate({ on: "updateHandler", kind: "refuse" });
    for (const part of [
      '"Do a" (a)',
      "permissions",
      "execution_handler_update_failed",
      "removed from Cliq again",
      "Deploy again with `pnpm cdk deploy -c stage=<stage>`",
    ]) {
      expect(reason).toContain(part);
    }
    expect(stage.model.actions()).toEqual([]);
    stage.newCalls();
    expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.newCalls()).toEqual([]);
  });

  it("leaves it to the rollback where it cannot be removed at once", async () => {
    const { reason, stage } = await failedCreate(
      { on: "updateHandler", kind: "refuse" },
      { on: "deleteAction", kind: "status", status: 400, body: '{"code":"invalid_inputs","message":"not now"}' },
    );
    const id = stage.model.actions()[0]?.id ?? "?";
    expect(reason).toContain(`The message action with the id ${id} could not be removed again: the rollback tries it`);
    expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
    expect(stage.model.actions()).toEqual([]);
  });

  it("is not called still there where Cliq says that it is not", async () => {
    const { reason } = await failedCreate(
      { on: "updateHandler", kind: "refuse" },
      {
        on: "deleteAction",
        kind: "status",
        status: 404,
        body: '{"code":"msgaction_not_found","message":"gone"}',
        applied: true,
      },
    );
    expect(reason).toMatch(
      /Cliq says that the message action with the id \d+ is not there; the rollback looks again\./,
    );
  });

  it("leaves the actions registered before it to the rollback", async () => {
    const stage = virtualStage();
    stage.model.inject({ on: "updateHandler", kind: "refuse", nth: 2 });
    expect(await stage.deliver("Create", [anAction("a"), anAction("b"), anAction("c")])).toMatchObject({
      status: "FAILED",
    });
    expect(stage.model.actions().map(({ name }) => name)).toEqual(["Do a"]);
    await stage.deliver("Delete", []);
    expect(stage.model.actions()).toEqual([]);
  });

  it("that only shows when the action is read back, in what decides who sees it, removes it, too", async () => {
    const stage = virtualStage({ listDelayMs: 60_000 });
    const body = '{"data":{"id":"1","name":"Do a","scope":"personal"}}';
    stage.model.inject({ on: "getAction", kind: "status", status: 200, body });
    const answer = await stage.deliver("Create", [anAction("a")]);
    expect(answer).toMatchObject({
      status: "FAILED",
      reason: expect.stringMatching(/another scope.*removed from Cliq again/) as string,
    });
    expect(stage.model.actions()).toEqual([]);
  });

  it("of the time that CloudFormation allows ends in an answer, and the rollback removes what was made", async () => {
    const stage = virtualStage();
    const many = ["a", "b", "c", "d", "e", "f"].map((slug) => anAction(slug));
    stage.model.inject({ on: "updateHandler", kind: "hang", nth: 2, times: 2 });
    const answer = await stage.deliver("Create", many, { waitSeconds: 20 });
    expect(answer).toMatchObject({ status: "FAILED", reason: expect.stringContaining("ran out") as string });
    expect(stage.model.actions().length).toBeGreaterThan(0);
    expect(stage.model.actions().length).toBeLessThan(6);
    expect(stage.model.actions().every(({ permissions }) => permissions.length === 2)).toBe(true);
    await stage.deliver("Delete", []);
    expect(stage.model.actions()).toEqual([]);
  });

  it("in passing is survived", async () => {
    const stage = virtualStage();
    stage.model.inject({ on: "updateHandler", kind: "status", status: 500, times: 2 });
    stage.model.inject({ on: "listActions", kind: "lost" });
    expect(await stage.deliver("Create", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()[0]?.permissions).toHaveLength(2);
  });
});

describe("a deployment that cannot succeed", () => {
  it.each([
    [
      "the organisation's limit",
      { on: "createAction", kind: "refuse", code: "msgaction_creation_limit_exceeded" },
      ["msgaction_creation_limit_exceeded", "delete some in Cliq"],
    ],
    [
      "a missing scope",
      { on: "createAction", kind: "refuse", code: "oauthtoken_scope_invalid" },
      ["ZohoCliq.messageactions.CREATE", "pnpm cliq authorize"],
    ],
    [
      "a token nobody accepts",
      { on: "listActions", kind: "status", status: 401, body: '{"message":"invalid AuthToken"}', times: 200 },
      ["data centre", "pnpm cliq authorize"],
    ],
    ["a page of another host for good", { on: "listActions", kind: "html", times: 2_000 }, ["data centre"]],
    ["a redirect for good", { on: "listActions", kind: "redirect", times: 2_000 }, ["redirect"]],
    ["lists without end", { on: "listActions", kind: "repeat-token", times: 20_000 }, ["next_token"]],
    [
      "a revoked refresh token",
      { on: "token", kind: "status", status: 200, body: '{"error":"invalid_code"}' },
      ["invalid_code", "run `pnpm cliq authorize --stage <stage> --rotate`"],
    ],
  ] as const)("because of %s says what to do and leaves nothing", async (_name, fault, parts) => {
    const { reason, stage } = await failedCreate({ ...fault });
    for (const part of parts) expect(reason).toContain(part);
    expect(stage.model.actions()).toEqual([]);
    stage.model.clearFaults();
    expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  });

  it.each([
    ["a lock", { kind: "throttle" }],
    [
      "a lock in its other form",
      { kind: "status", status: 400, body: '{"code":"request_limit_exceeded","message":"limit"}' },
    ],
  ] as const)("because CloudFormation does not wait as long as %s lasts says so at once", async (_name, fault) => {
    const stage = virtualStage();
    stage.model.inject({ on: "createAction", ...fault });
    const answer = await stage.deliver("Create", [anAction("a")], { waitSeconds: 240 });
    expect(answer).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("Wait 6 minutes, then deploy again") as string,
    });
    expect(stage.newCalls().filter((call) => call === "createAction")).toHaveLength(1);
    expect(stage.clock.slept()).toBe(0);
    expect(stage.ledger.row()?.actions).toEqual({});
  });

  it.each([
    ["a long name", { name: "x".repeat(31) }, "name"],
    ["a long hint", { hint: "x".repeat(129) }, "hint"],
    ["no message type", { message_types: [] }, "message_types"],
    ["a team without ids", { scope: "team" as const }, "team_ids"],
    ["a slug with a slash", { slug: "a/b" }, "slug"],
  ])("because of %s is refused before any call", async (_name, change, field) => {
    const stage = virtualStage();
    const answer = await stage.deliver("Create", [anAction("a", change)]);
    expect(answer).toMatchObject({ status: "FAILED", reason: expect.stringContaining(field) as string });
    expect(stage.model.calls()).toEqual([]);
  });
});

describe("an update that fails half-way", () => {
  it("is finished by the next one", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a"), anAction("b")]);
    stage.model.inject({ on: "updateHandler", kind: "refuse" });
    const wanted = [anAction("a", { permissions: ["chat"] }), anAction("b", { hint: "New" })];
    expect(await stage.deliver("Update", wanted)).toMatchObject({ status: "FAILED" });
    expect(await stage.deliver("Update", wanted)).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions().map(({ permissions, hint }) => [permissions, hint])).toEqual([
      [["chat"], "Does a"],
      [["message", "user"], "New"],
    ]);
  });

  it("is taken back by its rollback, even where reads do not show what was changed", async () => {
    const stage = virtualStage({ reads: "sparse" });
    await stage.deliver("Create", [anAction("a")]);
    stage.model.inject({ on: "updateHandler", kind: "html", times: 2_000 });
    expect(await stage.deliver("Update", [anAction("a", { permissions: ["chat"] })])).toMatchObject({
      status: "FAILED",
    });
    stage.model.clearFaults();
    expect(stage.model.actions()[0]?.permissions).toEqual(["chat"]);
    expect(await stage.deliver("Update", [anAction("a")])).toMatchObject({ status: "SUCCESS" });
    expect(stage.model.actions()[0]?.permissions).toEqual(["message", "user"]);
  });

  it("answers an event before CloudFormation gives up on it that waits in vain for a dead run's lease", async () => {
    const stage = virtualStage();
    stage.dieAt({ at: 12, when: "before" });
    await stage.deliver("Create", [anAction("a")]);
    stage.dieAt(undefined);
    const from = stage.clock.now();
    expect(await stage.deliver("Delete", [], { waitSeconds: 60 })).toMatchObject({
      status: "FAILED",
      reason: expect.stringContaining("Another deployment of the same registrations is still at work.") as string,
    });
    expect(stage.clock.now() - from).toBeLessThan(60_000);
  });

  it("waits for a lock instead of giving up, as its rollback would face the same lock", async () => {
    const stage = virtualStage();
    await stage.deliver("Create", [anAction("a")]);
    stage.model.inject({ on: "updateAction", kind: "throttle" });
    expect(await stage.deliver("Update", [anAction("a", { hint: "New" })])).toMatchObject({ status: "SUCCESS" });
    expect(stage.clock.slept()).toBeGreaterThanOrEqual(300_000);
  });
});

describe.each(["before", "after"] as const)("an attempt whose process dies %s any exchange", (when) => {
  it("is completed by the next delivery with one action each, or removed by the rollback", async () => {
    const wanted = [anAction("a"), anAction("b")];
    let finished = false;
    for (let at = 1; !finished; at += 1) {
      const stage = virtualStage();
      stage.dieAt({ at, when });
      const first = await stage.deliver("Create", wanted, { requestId: "r" });
      finished = first.status === "SUCCESS";
      stage.dieAt(undefined);
      const second = await stage.deliver("Create", wanted, { requestId: "r" });
      expect([at, second]).toEqual([at, { status: "SUCCESS", count: "2" }]);
      expect(
        stage.model
          .actions()
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(["Do a", "Do b"]);
      expect(stage.model.actions().every(({ permissions }) => permissions.length === 2)).toBe(true);
    }
    expect(finished).toBe(true);
  });

  it("is removed by a rollback", async () => {
    for (let at = 1; at <= 30; at += 1) {
      const stage = virtualStage();
      stage.dieAt({ at, when });
      await stage.deliver("Create", [anAction("a"), anAction("b")]);
      stage.dieAt(undefined);
      expect([at, await stage.deliver("Delete", [])]).toEqual([at, { status: "SUCCESS", count: "0" }]);
      expect(stage.model.actions()).toEqual([]);
    }
  });

  it("of an update is completed by the next delivery", async () => {
    const wanted = [anAction("a", { name: "Two", permissions: ["chat"] }), anAction("b", { name: "One" })];
    for (let at = 1; at <= 50; at += 1) {
      const stage = virtualStage();
      await stage.deliver("Create", [anAction("a", { name: "One" }), anAction("b", { name: "Two" }), anAction("c")]);
      stage.dieAt({ at, when });
      await stage.deliver("Update", wanted, { requestId: "u" });
      stage.dieAt(undefined);
      expect([at, await stage.deliver("Update", wanted, { requestId: "u" })]).toEqual([
        at,
        { status: "SUCCESS", count: "2" },
      ]);
      expect(stage.model.actions().map(({ name }) => name)).toEqual(["Two", "One"]);
    }
  });
});

describe("a rollback's Delete that arrives in the middle of a Create", () => {
  it("leaves nothing, wherever it arrives once the Create has written to the ledger", async () => {
    let interrupted = true;
    for (let at = 3; interrupted; at += 1) {
      const stage = virtualStage();
      interrupted = false;
      stage.interruptAt(at, async () => {
        interrupted = true;
        expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
      });
      const create = await stage.deliver("Create", [anAction("a"), anAction("b")]);
      if (interrupted) expect([at, create]).toMatchObject([at, { status: "FAILED" }]);
      expect([at, stage.model.actions().length]).toEqual([at, interrupted ? 0 : 2]);
    }
  });
});

describe("the same Create delivered again while the first is at work", () => {
  it.each(["full", "sparse"] as const)("leaves one action each, wherever it arrives (reads: %s)", async (reads) => {
    let interrupted = true;
    for (let at = 1; interrupted; at += 1) {
      const stage = virtualStage({ reads });
      const wanted = [anAction("a"), anAction("b")];
      interrupted = false;
      stage.interruptAt(at, async () => {
        interrupted = true;
        expect([at, await stage.deliver("Create", wanted, { requestId: "r" })]).toEqual([
          at,
          { status: "SUCCESS", count: "2" },
        ]);
      });
      await stage.deliver("Create", wanted, { requestId: "r" });
      stage.dieAt(undefined);
      expect([
        at,
        ...stage.model
          .actions()
          .map(({ name, permissions }) => `${name}: ${permissions.join()}`)
          .toSorted(),
      ]).toEqual([at, "Do a: message,user", "Do b: message,user"]);
      expect(await stage.deliver("Delete", [])).toEqual({ status: "SUCCESS", count: "0" });
      expect(stage.model.actions()).toEqual([]);
    }
  });
});
