import type { CallRecord } from "@cliq-actions/fake-cliq";
import { operations } from "@cliq-actions/cliq/rest/operations";
import { expect, it } from "vitest";
import { anAction, virtualStage } from "../testing/virtual-stage.ts";

type Stage = ReturnType<typeof virtualStage>;

const minute = 60_000;
const many = (count: number, hint = "h") => Array.from({ length: count }, (_, at) => anAction(`a${at}`, { hint }));
const ofOurs = (stage: Stage) =>
  stage.model.calls().filter(({ operation }) => operation !== undefined && operation !== "token");
const throttled = (stage: Stage): CallRecord[] => stage.model.calls().filter((call) => call.throttled !== undefined);

/** Documented calls a minute, by the names the fake uses. */
const limits: Readonly<Record<string, number>> = {
  createAction: operations.create.perMinute,
  listActions: operations.list.perMinute,
  getAction: operations.get.perMinute,
  updateAction: operations.update.perMinute,
  deleteAction: operations.delete.perMinute,
  updateHandler: operations.updateHandler.perMinute,
};

/** The calls that were one too many for four fifths of the documented limit, in any 60 seconds. */
function overBudget(stage: Stage): CallRecord[] {
  const calls = ofOurs(stage);
  return calls.filter(({ operation = "", at }) => {
    const before = calls.filter((call) => call.operation === operation && call.at <= at && call.at > at - minute);
    return before.length > (limits[operation] ?? 0) * 0.8;
  });
}

it("deploys forty actions with three retries without a lock, within the budget, in at most 1.3 times what the limits allow", async () => {
  const stage = virtualStage();
  stage.model.inject({ on: "updateHandler", kind: "status", status: 503, nth: 5 });
  stage.model.inject({ on: "updateHandler", kind: "lost", nth: 20 });
  stage.model.inject({ on: "createAction", kind: "applied-then-lost", nth: 30 });
  const startedAt = stage.clock.now();
  expect(await stage.deliver("Create", many(40))).toEqual({ status: "SUCCESS", count: "40" });
  expect(stage.model.actions()).toHaveLength(40);
  expect(throttled(stage)).toEqual([]);
  expect(overBudget(stage)).toEqual([]);
  const handlerCalls = ofOurs(stage).filter(({ operation }) => operation === "updateHandler").length;
  expect(handlerCalls).toBe(42);
  const allowed = (handlerCalls / operations.updateHandler.perMinute) * minute;
  expect(stage.clock.now() - startedAt).toBeLessThanOrEqual(1.3 * allowed);
  expect(stage.handOvers()).toBe(0);
});

it("changes forty actions and deletes them within the budget, too", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", many(40));
  expect(await stage.deliver("Update", many(40, "new"))).toMatchObject({ status: "SUCCESS" });
  expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  expect(stage.model.actions()).toEqual([]);
  expect(throttled(stage)).toEqual([]);
  expect(overBudget(stage)).toEqual([]);
});

it("lists once and writes nothing when nothing changed", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", many(40));
  stage.newCalls();
  expect(await stage.deliver("Update", many(40))).toMatchObject({ status: "SUCCESS" });
  expect(stage.newCalls()).toEqual(["listActions"]);
});

it("counts on with what deployments before it have used", async () => {
  const stage = virtualStage();
  for (let count = 1; count <= 3; count += 1)
    await stage.deliver(count === 1 ? "Create" : "Update", many(6, `h${count}`));
  expect(throttled(stage)).toEqual([]);
  expect(overBudget(stage)).toEqual([]);
});

it("is refused once when another client spends the same user's budget, and not again until the lock has ended", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", many(6));
  stage.clock.advance(5 * minute);
  const token = stage.model.issueAccessToken(stage.clock.now());
  const [first] = stage.model.actions();
  for (let count = 0; count < 8; count += 1) {
    const path = `/api/v3/messageactions/${first?.id ?? ""}`;
    stage.model.handle(
      { method: "PATCH", path, headers: { authorization: `Bearer ${token}` }, body: '{"hint":"theirs"}' },
      stage.clock.now(),
    );
  }
  expect(await stage.deliver("Update", many(6, "new"))).toMatchObject({ status: "SUCCESS" });
  expect(throttled(stage).map((call) => call.throttled)).toEqual(["exhausted"]);
  expect(stage.model.actions().every(({ hint }) => hint === "new")).toBe(true);
});

it("keeps away from an operation that a former run was locked out of", async () => {
  const stage = virtualStage();
  await stage.deliver("Create", many(1));
  stage.model.inject({ on: "updateAction", kind: "throttle" });
  expect(await stage.deliver("Update", many(1, "new"), { waitSeconds: 60 })).toMatchObject({ status: "FAILED" });
  stage.newCalls();
  const answer = await stage.deliver("Update", many(1, "new"), { waitSeconds: 60 });
  expect(answer).toMatchObject({
    status: "FAILED",
    reason: expect.stringContaining("Nothing more was changed. Wait 6 minutes, then deploy again") as string,
  });
  expect(stage.newCalls()).toEqual(["listActions"]);
  expect(await stage.deliver("Update", many(1, "new"))).toMatchObject({ status: "SUCCESS" });
  expect(throttled(stage)).toHaveLength(1);
});

it("refuses before the first write what does not fit the time, and what it says would fit does", async () => {
  const stage = virtualStage();
  const answer = await stage.deliver("Create", many(40), { waitSeconds: 200 });
  const { reason } = answer as { reason: string };
  expect(stage.newCalls()).toEqual(["listActions"]);
  expect(reason).toMatch(
    /40 changes take 5 minutes, and there is time for 3 minutes more\. Nothing more was changed\./,
  );
  expect(reason).toMatch(/a ServiceTimeout of \d+ seconds/);
  const fitting = Number(/at most (\d+) of them/.exec(reason)?.[1]);
  expect(fitting).toBeGreaterThan(8);
  stage.clock.advance(2 * minute);
  expect(await stage.deliver("Create", many(fitting), { waitSeconds: 200 })).toMatchObject({ status: "SUCCESS" });
  const serviceTimeout = Number(/ServiceTimeout of (\d+)/.exec(reason)?.[1]);
  stage.clock.advance(2 * minute);
  expect(await stage.deliver("Update", many(40), { waitSeconds: serviceTimeout })).toMatchObject({ status: "SUCCESS" });
});

it("says that more than an hour's worth has to be split", async () => {
  const stage = virtualStage();
  const { reason } = (await stage.deliver("Create", many(600))) as { reason: string };
  expect(reason).toMatch(/Deploy at most 4\d\d of them at once/);
  expect(reason).not.toContain("ServiceTimeout");
});

it("goes on in another invocation when one is too short, and makes nothing twice", async () => {
  const stage = virtualStage();
  const startedAt = stage.clock.now();
  expect(await stage.deliver("Create", many(150))).toEqual({ status: "SUCCESS", count: "150" });
  expect(stage.clock.now() - startedAt).toBeGreaterThan(15 * minute);
  expect(stage.handOvers()).toBe(1);
  expect(stage.model.actions()).toHaveLength(150);
  expect(ofOurs(stage).filter(({ operation }) => operation === "createAction")).toHaveLength(150);
  expect(ofOurs(stage).some(({ operation }) => operation === "deleteAction")).toBe(false);
  expect(overBudget(stage)).toEqual([]);
});

it("waits out a lock longer than an invocation", async () => {
  const stage = virtualStage({ retryAfter: "1800" });
  stage.model.inject({ on: "createAction", kind: "throttle" });
  expect(await stage.deliver("Create", many(2))).toMatchObject({ status: "SUCCESS" });
  expect(stage.handOvers()).toBeGreaterThanOrEqual(2);
  expect(stage.handOvers()).toBeLessThanOrEqual(3);
  expect(throttled(stage)).toHaveLength(1);
});

it("gives up in time when a lock comes again and again, and its rollback leaves nothing", async () => {
  const stage = virtualStage();
  const startedAt = stage.clock.now();
  stage.model.inject({ on: "updateHandler", kind: "throttle", times: 100 });
  const answer = await stage.deliver("Create", many(3));
  expect(answer).toMatchObject({
    status: "FAILED",
    reason: expect.stringMatching(/Wait \d minutes, then deploy again/) as string,
  });
  expect(stage.clock.now() - startedAt).toBeLessThan(60 * minute);
  expect(throttled(stage).every((call) => call.throttled === "exhausted")).toBe(true);
  stage.model.clearFaults();
  expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
  expect(stage.model.actions()).toEqual([]);
});

it("calls nobody any more when it was overtaken while it waited", async () => {
  const stage = virtualStage();
  stage.model.inject({ on: "updateHandler", kind: "throttle" });
  const sleep = stage.clock.sleep.bind(stage.clock);
  let calls = 0;
  stage.clock.sleep = async (ms) => {
    if (ms >= 20_000 && calls === 0) {
      expect(await stage.deliver("Delete", [])).toMatchObject({ status: "SUCCESS" });
      calls = stage.model.calls().length;
    }
    await sleep(ms);
  };
  expect(await stage.deliver("Create", many(3))).toMatchObject({ status: "FAILED" });
  expect(calls).toBeGreaterThan(0);
  expect(stage.model.calls()).toHaveLength(calls);
  expect(stage.model.actions()).toEqual([]);
});
