import { createCliqModel } from "@cliq-actions/fake-cliq";
import { expect, it } from "vitest";
import type { Clock } from "../clock.ts";
import type { SendOutcome, SendRequest } from "../http/send-request.ts";
import { TokenRefused } from "../oauth/token-refused.ts";
import type { CallBudget } from "./call-budget.ts";
import type { CliqConnection } from "./cliq-call.ts";
import { connectMessageActions } from "./connect-message-actions.ts";
import type { MessageActionClient } from "./message-action-client.ts";

const startsAt = Date.parse("2026-11-22T09:00:00Z");

/** A client in virtual time; the budget lets a call through after `waitMs`, or refuses it. */
function connect(budget: (clock: Clock) => Partial<CallBudget>, throttles = 0) {
  const model = createCliqModel({ startedAt: startsAt });
  if (throttles > 0) model.inject({ on: "listActions", kind: "throttle", times: throttles });
  let now = startsAt;
  const clock: Clock = { now: () => now, sleep: async (ms) => void (now += ms) };
  const asked: string[] = [];
  const locks: [string, number][] = [];
  const send: SendRequest = async ({ method, url, headers, timeoutMs }) => {
    expect(timeoutMs).toBeGreaterThan(1);
    const { pathname, search } = new URL(url);
    const answer = model.handle({ method, path: pathname + search, headers: { ...headers }, body: "" }, now);
    return { kind: "answer", status: answer.status, retryAfter: undefined, text: answer.body };
  };
  const token = model.issueAccessToken(startsAt);
  const client: MessageActionClient = connectMessageActions({
    origin: "https://cliq.zoho.com",
    tokens: { current: async () => token, refused: async () => token },
    send,
    clock,
    budget: {
      take: async (operation) => (asked.push(operation), { granted: true }),
      lock: async (operation, forMs) => void locks.push([operation, forMs]),
      ...budget(clock),
    },
  });
  return { client, model, asked, locks };
}

it("asks the budget before every attempt", async () => {
  const { client, model, asked, locks } = connect(() => ({}));
  model.inject({ on: "listActions", kind: "status", status: 503, times: 2 });
  expect(await client.list()).toMatchObject({ ok: true });
  expect(asked).toEqual(["list", "list", "list"]);
  expect(locks).toEqual([]);
  expect(model.calls()).toHaveLength(3);
});

it("says to whom it speaks, and of which type what it sends is", async () => {
  const sent: object[] = [];
  const client = connectMessageActions({
    origin: "https://cliq.zoho.com",
    tokens: { current: async () => "1000.a.b", refused: async () => "1000.c.d" },
    send: async ({ method, url, headers, body }) => {
      sent.push({ method, url, headers, ...(body === undefined ? {} : { hasBody: true }) });
      return { kind: "answer", status: 401, retryAfter: undefined, text: "" };
    },
    clock: { now: () => startsAt, sleep: async () => undefined },
  });
  await client.update("5", { hint: "h" });
  await client.delete("5");
  const url = "https://cliq.zoho.com/api/v3/messageactions/5";
  const headers = { accept: "application/json", authorization: "Bearer 1000.a.b" };
  const renewed = { ...headers, authorization: "Bearer 1000.c.d" };
  const json = { "content-type": "application/json" };
  expect(sent).toEqual([
    { method: "PATCH", url, headers: { ...headers, ...json }, hasBody: true },
    { method: "PATCH", url, headers: { ...renewed, ...json }, hasBody: true },
    { method: "DELETE", url, headers },
    { method: "DELETE", url, headers: renewed },
  ]);
});

it.each([
  [true, "Cliq has locked this operation after too many calls"],
  [false, "Cliq's limit for this operation is used up"],
])("sends nothing that the budget refuses, and says when it could: locked %j", async (locked, message) => {
  const { client, model } = connect(() => ({ take: async () => ({ granted: false, retryAfterMs: 42_000, locked }) }));
  expect(await client.list()).toEqual({
    ok: false,
    error: { operation: "list", kind: "over-budget", retryAfterMs: 42_000, locked, message },
  });
  expect(model.calls()).toEqual([]);
});

it("has its full time for the call after a long wait for the budget", async () => {
  const { client } = connect((clock) => ({
    take: async () => {
      await clock.sleep(600_000);
      return { granted: true };
    },
  }));
  expect(await client.list()).toMatchObject({ ok: true });
});

it("notes a lock and sends the call again when the budget lets it", async () => {
  const { client, model, locks } = connect((clock) => {
    let isLocked = false;
    return {
      take: async () => {
        if (isLocked) await clock.sleep(300_000);
        isLocked = true;
        return { granted: true };
      },
    };
  }, 1);
  expect(await client.list()).toMatchObject({ ok: true });
  expect(locks).toEqual([["list", 300_000]]);
  expect(model.calls()).toHaveLength(2);
});

it("tells what Cliq said when there is no time to wait for the end of a lock", async () => {
  let isLocked = false;
  const { client, model } = connect(
    () => ({
      take: async () => (isLocked ? { granted: false, retryAfterMs: 300_000, locked: true } : { granted: true }),
      lock: async () => void (isLocked = true),
    }),
    1,
  );
  expect(await client.list()).toMatchObject({ ok: false, error: { kind: "throttled", status: 429 } });
  expect(model.calls()).toHaveLength(1);
});

const refusal = (status: number, code?: string): SendOutcome => ({
  kind: "answer",
  status,
  retryAfter: undefined,
  text: code === undefined ? "" : JSON.stringify({ code }),
});

/** A client in virtual time that is answered in turn, the last answer again and again; with the limits of attempts and the pauses. */
function answered(answers: readonly SendOutcome[], changes: Partial<CliqConnection> = {}) {
  let now = startsAt;
  const pausesMs: number[] = [];
  const limitsMs: number[] = [];
  const clock: Clock = { now: () => now, sleep: async (ms) => ((now += ms), void pausesMs.push(ms)) };
  const send: SendRequest = async ({ timeoutMs }) => {
    limitsMs.push(timeoutMs);
    return answers[Math.min(limitsMs.length, answers.length) - 1] ?? refusal(500);
  };
  const tokens = { current: async () => "1000.a.b", refused: async () => "1000.c.d" };
  const client = connectMessageActions({ origin: "https://cliq.zoho.com", tokens, send, clock, ...changes });
  return { client, pausesMs, limitsMs };
}

it("sends four times at most, with pauses that grow, what Cliq does not answer", async () => {
  const { client, pausesMs, limitsMs } = answered([refusal(503)]);
  expect(await client.list()).toMatchObject({ error: { kind: "unavailable", status: 503 } });
  expect([pausesMs, limitsMs]).toEqual([
    [250, 1_000, 4_000],
    [10_000, 10_000, 10_000, 10_000],
  ]);
});

it("ends with its time: no pause is begun that would last as long, and no attempt takes more than is left", async () => {
  const limits = { callTimeoutMs: 1_250, attemptTimeoutMs: 1_100 };
  const { client, pausesMs, limitsMs } = answered([refusal(503)], limits);
  expect(await client.list()).toMatchObject({ error: { kind: "unavailable" } });
  expect([pausesMs, limitsMs]).toEqual([[250], [1_100, 1_000]]);
});

it("sends nothing again that will fail the same way", async () => {
  const gone: SendOutcome = { kind: "no-answer", mayHaveArrived: false, transient: false, message: "no such host" };
  for (const answer of [gone, refusal(400, "invalid_inputs")]) {
    const { client, limitsMs } = answered([answer]);
    expect(await client.list()).toMatchObject({ ok: false });
    expect(limitsMs).toHaveLength(1);
  }
});

it("says of a change that is refused at last that an attempt before may have done it", async () => {
  const refused = { kind: "refused", status: 404, code: "msgaction_not_found" };
  const twice = [refusal(503), refusal(404, "msgaction_not_found")];
  const update = await answered(twice).client.update("5", { hint: "h" });
  expect(update).toMatchObject({ error: { ...refused, mayBeDone: true } });
  for (const result of [await answered(twice).client.get("5"), await answered(twice.slice(1)).client.delete("5")]) {
    expect(result).toMatchObject({ error: refused });
    expect(result).not.toHaveProperty("error.mayBeDone");
  }
});

it("a create that was throttled is not sent again, and the lock is noted", async () => {
  const locks: unknown[] = [];
  const budget: CallBudget = {
    take: async () => (locks.length === 0 ? { granted: true } : expect.fail("a second place is asked for")),
    lock: async (...lock) => void locks.push(lock),
  };
  const { client, limitsMs } = answered([refusal(429)], { budget });
  const fields = {
    name: "n",
    hint: "h",
    scope: "organization",
    multi_selectable: false,
    message_types: ["text"],
  } as const;
  const result = await client.create({ ...fields, execution_url: "https://a.example" });
  expect(result).toMatchObject({ error: { kind: "throttled", status: 429 } });
  expect([limitsMs.length, locks]).toEqual([1, [["create", 300_000]]]);
});

it("a token that cannot be had is a failure by its code, and a bug is none", async () => {
  const tokensThat = (error: Error): Partial<CliqConnection> => ({
    tokens: { current: async () => "1000.a.b", refused: async () => Promise.reject(error) },
  });
  let taken = 0;
  const budget: CallBudget = {
    take: async () => ((taken += 1), { granted: true }),
    lock: async () => undefined,
  };
  const refused = answered([refusal(401)], { ...tokensThat(new TokenRefused("invalid_code")), budget });
  expect(await refused.client.list()).toMatchObject({ error: { kind: "token-missing", code: "token_refused" } });
  expect([refused.limitsMs.length, taken]).toEqual([1, 1]);
  const bug = new TypeError("bug");
  await expect(answered([refusal(401)], tokensThat(bug)).client.list()).rejects.toBe(bug);
});

it("a list whose pages do not end is told by its operation", async () => {
  const page: SendOutcome = { ...refusal(200), text: '{"data":[],"next_token":"t"}' } as SendOutcome;
  expect(await answered([page]).client.list()).toMatchObject({ error: { kind: "protocol", operation: "list" } });
});
