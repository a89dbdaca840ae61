import { banner, defineMessageAction, fillSlots } from "@cliq-actions/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ability, AdmittedEvent } from "./ability.ts";
import { serveMessageAction } from "./serve-message-action.ts";
import { environment, freshBody, post } from "./testing/webhook.ts";

const before = { ...process.env };
beforeAll(() => void Object.assign(process.env, environment));
afterAll(() => {
  process.env = before;
});

const told: string[] = [];
const signals: boolean[] = [];
const action = defineMessageAction({
  name: "Test",
  hint: "Answers with the text",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  execute: async ({ message, signal }) => {
    told.push("execute");
    if (message.text === "wait") {
      await new Promise((resolve) => signal.addEventListener("abort", () => resolve(0)));
      signals.push(signal.aborted);
    }
    return banner(message.text);
  },
});
const body = (text: string, more: object = {}): string => freshBody({ params: { message: { text } }, ...more });
const textOf = async (answer: Promise<{ body?: string }>): Promise<unknown> =>
  (JSON.parse((await answer).body ?? "") as { output: { text: string } }).output.text;

test("abilities come before the action, in their order, and each may answer in its place", async () => {
  const pass: Ability = async (_event, next) => {
    told.push("first");
    return next();
  };
  const answerOthers: Ability = async ({ envelope: { fields } }, next) => {
    told.push("second");
    return fields.type === "function" ? banner("a button") : next();
  };
  const handler = serveMessageAction(action, undefined, pass, answerOthers);

  expect(await textOf(post(handler, body("hello")))).toBe("hello");
  expect(await textOf(post(handler, body("hello", { type: "function" })))).toBe("a button");
  expect(told).toEqual(["first", "second", "execute", "first", "second"]);
});

test("an ability is told the event, its bytes and how long it has, and may look at the click or replace the reply", async () => {
  let event: AdmittedEvent | undefined;
  const handler = serveMessageAction(action, undefined, async (given, next) => {
    event = given;
    const reply = await next();
    return fillSlots(reply, () => "");
  });
  const sent = body("hello", { timestamp: Date.now() - 2_000 });
  expect(await textOf(post(handler, sent))).toBe("hello");
  expect(event?.body).toBe(sent);
  expect(event?.limitMs).toBeGreaterThan(3_000);
  expect(event?.limitMs).toBeLessThanOrEqual(10_000);
  expect(event?.click.reference).toBe("7f3a1c2e");
  expect(event?.parse().keys.delivery).toMatch(/^[0-9a-f]{64}$/);
});

test("an ability may give the action less time, and the action hears of its end", async () => {
  const handler = serveMessageAction(action, undefined, async (_event, next) => next(20));
  expect(await textOf(post(handler, body("wait")))).toBe("The action is not answering. Try again. (ref 7f3a1c2e)");
  expect(signals).toEqual([true]);
});
