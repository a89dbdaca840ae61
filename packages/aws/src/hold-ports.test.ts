import { banner, defineMessageAction } from "@cliq-actions/core";
import { expect, test } from "vitest";
import { requireEnvironment } from "./environment.ts";
import { holdPorts } from "./hold-ports.ts";
import { serveMessageAction } from "./serve-message-action.ts";
import { logOf } from "./testing/log-of.ts";
import { environment, freshBody, post } from "./testing/webhook.ts";
import { clockMs } from "./work-in-progress.ts";

const action = defineMessageAction({
  name: "Test",
  hint: "Answers with the table's name",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  execute: async (_invocation, { table }: { table: string }) => banner(table),
});

test("what ports lack is said at each request, and served once it is there", async () => {
  Object.assign(process.env, environment);
  delete process.env.TABLE_NAME;
  const handler = serveMessageAction(action, () => ({ table: requireEnvironment("TABLE_NAME") }));
  for (const _click of [1, 2]) {
    const { answer, lines } = await logOf(() => post(handler, freshBody()));
    expect(answer.statusCode).toBe(503);
    expect(lines).toMatchObject([{ Outcome: "misconfigured" }]);
  }
  const stranger = await post(handler, freshBody(), { pathParameters: {} });
  expect(stranger.statusCode).toBe(401);
  process.env.TABLE_NAME = "rows";
  const { answer } = await logOf(() => post(handler, freshBody()));
  expect(answer.body).toContain('"rows"');
});

test("ports that are there are given as they are", () => {
  const ports = { table: "rows" };
  expect(holdPorts(ports)()).toBe(ports);
});

test("the first click of a process is told as such, and how long each took", async () => {
  Object.assign(process.env, environment);
  const handler = serveMessageAction(action, { table: "rows" });
  const startedMs = clockMs();
  const { lines } = await logOf(async () => {
    await post(handler, freshBody());
    return post(handler, freshBody());
  });
  const tookMs = clockMs() - startedMs;
  expect(lines.map(({ ColdStarts }) => ColdStarts)).toEqual([1, 0]);
  expect(lines.every(({ Latency }) => Number(Latency) > 0 && Number(Latency) < tookMs)).toBe(true);
});

test("ports are made once, at initialisation", async () => {
  Object.assign(process.env, environment);
  let made = 0;
  const handler = serveMessageAction(action, () => ({ table: String((made += 1)) }));
  expect(made).toBe(1);
  const { answer } = await logOf(async () => {
    await post(handler, freshBody());
    return post(handler, freshBody());
  });
  expect(answer.body).toContain('"1"');
  expect(made).toBe(1);
});
