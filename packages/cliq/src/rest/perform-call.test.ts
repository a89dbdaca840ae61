import { createCliqModel } from "@cliq-actions/fake-cliq";
import { expect, it } from "vitest";
import type { Clock } from "../clock.ts";
import type { SendRequest } from "../http/send-request.ts";
import type { CallBudget } from "./call-budget.ts";
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
  const { client, model, asked } = connect(() => ({}));
  model.inject({ on: "listActions", kind: "status", status: 503, times: 2 });
  expect(await client.list()).toMatchObject({ ok: true });
  expect(asked).toEqual(["list", "list", "list"]);
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

it("sends nothing that the budget refuses, and says when it could", async () => {
  const { client, model } = connect(() => ({
    take: async () => ({ granted: false, retryAfterMs: 42_000, locked: true }),
  }));
  expect(await client.list()).toMatchObject({
    ok: false,
    error: { kind: "over-budget", retryAfterMs: 42_000, locked: true },
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
