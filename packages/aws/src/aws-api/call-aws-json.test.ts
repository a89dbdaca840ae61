import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type AwsJsonResult, callAwsJson } from "./call-aws-json.ts";

type Answer = (outgoing: ServerResponse) => unknown;

const say =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (outgoing) =>
    outgoing.writeHead(status, headers).end(body);
const cut: Answer = (outgoing) => outgoing.destroy();

let answers: readonly Answer[] = [];
const seen: IncomingMessage[] = [];
const server = createServer((incoming, outgoing) => {
  incoming.resume();
  answers[Math.min(seen.length, answers.length - 1)]?.(outgoing);
  seen.push(incoming);
});
const pool = connectionPool();
beforeAll(async () => new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve)));
beforeEach(() => void seen.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function call(timeoutMs: number, ...expected: readonly Answer[]): Promise<AwsJsonResult> {
  answers = expected;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKID", secretAccessKey: "key", sessionToken: undefined };
  const asked = { service: "ssm", target: "AmazonSSM.GetParameter", input: { Name: "a" }, timeoutMs };
  return callAwsJson(pool, { endpoint, region: "us-east-1", credentials }, asked);
}

const minute = 60_000;

test("what the service answers is the output, and it was asked in its own words", async () => {
  expect(await call(minute, say(200, '{"Parameter":{}}'))).toEqual({ ok: true, output: { Parameter: {} } });
  expect(seen).toMatchObject([
    {
      method: "POST",
      url: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonSSM.GetParameter",
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/ssm\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, /,
        ) as string,
      },
    },
  ]);
});

test.each<[string, Answer, string, number]>([
  ["in a header", say(400, "{}", { "x-amzn-errortype": "ParameterNotFound:http://a/" }), "ParameterNotFound", 400],
  ["with its name space", say(400, '{"__type":"com.amazonaws.ssm#ParameterNotFound"}'), "ParameterNotFound", 400],
  ["by its name alone", say(403, '{"__type":"AccessDeniedException"}'), "AccessDeniedException", 403],
  ["as a sentence", say(400, '{"__type":"No such parameter"}'), "UnknownError", 400],
  ["as no text", say(400, '{"__type":7}'), "UnknownError", 400],
  ["as null", say(400, "null"), "UnknownError", 400],
  ["without JSON", say(404, "<html>"), "UnknownError", 404],
  ["with 200 and without JSON", say(200, "<html>"), "UnknownError", 200],
])("an error that the service names %s is told by its name, at once", async (_name, answer, error, status) => {
  expect(await call(minute, answer)).toEqual({ ok: false, error, status });
  expect(seen).toHaveLength(1);
});

test.each<[string, Answer]>([
  ...[
    "ThrottlingException",
    "Throttling",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "ProvisionedThroughputX",
  ].map((error): [string, Answer] => [error, say(400, JSON.stringify({ __type: error }))]),
  ["a 500", say(500, "{}")],
  ["a broken connection", cut],
])("%s is tried again after a pause, three times at most", async (_name, failing) => {
  expect(await call(minute, failing, say(200, "7"))).toEqual({ ok: true, output: 7 });
  expect(seen).toHaveLength(2);
});

test("the last failure is the answer, after three attempts and two growing pauses", async () => {
  const startedAt = performance.now();
  expect(await call(minute, cut)).toMatchObject({ ok: false, error: "ECONNRESET", status: undefined });
  expect(seen).toHaveLength(3);
  expect(performance.now() - startedAt).toBeGreaterThan(245);
});

test.each([
  [1_450, 1],
  [1_449, 2],
])("where %d of 1,500 ms are gone there is no time for another attempt, or just for one", async (goneMs, attempts) => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  const late: Answer = (outgoing) => {
    if (seen.length === 0) vi.advanceTimersByTime(goneMs);
    outgoing.writeHead(503).end("{}");
  };
  // An attempt has two timers, the pause between two attempts has one; only pauses take time here.
  const pauses = setInterval(() => vi.getTimerCount() === 1 && vi.advanceTimersToNextTimer(), 1);
  try {
    expect(await call(1_500, late)).toEqual({ ok: false, error: "UnknownError", status: 503 });
    expect(seen).toHaveLength(attempts);
  } finally {
    clearInterval(pauses);
    vi.useRealTimers();
  }
});

test("a service that does not answer is given up when the time is over", async () => {
  expect(await call(40, () => undefined)).toEqual({ ok: false, error: "TIMEOUT", status: undefined });
});
