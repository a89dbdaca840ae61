import type { IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { serve } from "@cliq-actions/cliq/testing/serve";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { AwsSettings, CallLimits } from "./aws-api/open-aws.ts";
import { AwsFailure } from "./aws-failure.ts";
import { awsService } from "./aws-service.ts";
import { expectedSignature } from "./testing/expected-signature.ts";
import { NotConfigured } from "./not-configured.ts";
import { startWork } from "./work-in-progress.ts";

type Answer = (outgoing: ServerResponse, incoming: IncomingMessage) => unknown;

let answers: readonly Answer[] = [];
let count = 0;
const server = await serve((incoming, outgoing) => {
  answers[Math.min(count, answers.length - 1)]?.(outgoing, incoming);
  count += 1;
});
const variables = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "AKID",
  AWS_SECRET_ACCESS_KEY: "key",
  AWS_SESSION_TOKEN: "token",
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ENDPOINT_URL_DYNAMODB: server.origin,
};
const environment = { ...process.env };
const { random } = Math;
beforeEach(() => {
  Object.assign(process.env, variables);
  // Both clients pause for a random part of a second: for none of it.
  Math.random = () => 0;
});
afterAll(async () => {
  process.env = environment;
  Math.random = random;
  await server[Symbol.asyncDispose]();
});

const say =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (outgoing) =>
    outgoing.writeHead(status, headers).end(body);
const refuse = (status: number, word: string): Answer =>
  say(status, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${word}`, message: "no" }));
const good = say(200, '{"Item":{"id":{"S":"a"}}}');
const hang: Answer = () => undefined;
const reset: Answer = (_outgoing, incoming) => incoming.socket.destroy();
const half: Answer = (outgoing, incoming) => {
  outgoing.writeHead(200, { "content-length": "99" }).write('{"Item":');
  setImmediate(() => incoming.socket.destroy());
};
/** A service whose clock is twenty minutes ahead and which takes signatures of the last five. */
const ahead: Answer = (outgoing, incoming) => {
  const now = Date.now() + 20 * 60_000;
  const [, ...digits] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(incoming.headers["x-amz-date"])) ?? [];
  const [year = 0, month = 0, ...rest] = digits.map(Number);
  const isFresh = Math.abs(Date.UTC(year, month - 1, ...rest) - now) < 5 * 60_000;
  outgoing.sendDate = false;
  outgoing.setHeader("date", new Date(now).toUTCString());
  (isFresh ? good : refuse(400, "InvalidSignatureException"))(outgoing, incoming);
};

/** What a call came to, in how many attempts. */
interface Ending {
  readonly came: unknown;
  readonly attempts: number;
}

async function endingOf(work: () => Promise<unknown>, expected: readonly Answer[]): Promise<Ending> {
  answers = expected;
  count = 0;
  const before = server.seen.length;
  const came = await work().then(
    (output) => (output as { Item?: unknown }).Item,
    (error: Error) => error.name,
  );
  const seen = server.seen.slice(before);
  for (const request of seen) expect(request.headers.authorization).toBe(expectedSignature(request, "key"));
  return { came, attempts: seen.length };
}

async function endingOfSdk(attemptTimeoutMs: number, expected: readonly Answer[]): Promise<Ending> {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: attemptTimeoutMs, throwOnRequestTimeout: true },
  });
  const get = new GetItemCommand({ TableName: "t", Key: { id: { S: "a" } } });
  const ending = await endingOf(async () => client.send(get, { abortSignal: AbortSignal.timeout(60_000) }), expected);
  client.destroy();
  return ending;
}

async function endingOfOurs(attemptTimeoutMs: number, expected: readonly Answer[]): Promise<Ending> {
  const dynamodb = awsService("dynamodb", { attemptTimeoutMs, timeoutMs: 60_000 });
  return endingOf(async () => dynamodb.call("GetItem", { TableName: "t", Key: { id: { S: "a" } } }), expected);
}

const item = { id: { S: "a" } };
const longMs = 60_000;

test.each<[string, readonly Answer[], number, Ending]>([
  ["answers", [good], longMs, { came: item, attempts: 1 }],
  ["hangs once", [hang, good], 1_500, { came: item, attempts: 2 }],
  ["hangs", [hang], 150, { came: "TimeoutError", attempts: 3 }],
  ["breaks the connection once", [reset, good], longMs, { came: item, attempts: 2 }],
  ["breaks the connection", [reset], longMs, { came: "TimeoutError", attempts: 3 }],
  ["sends half an answer once", [half, good], longMs, { came: item, attempts: 2 }],
  ["answers 500 once", [refuse(500, "InternalServerError"), good], longMs, { came: item, attempts: 2 }],
  ["answers 500", [refuse(500, "InternalServerError")], longMs, { came: "InternalServerError", attempts: 3 }],
  ["answers 503 in HTML once", [say(503, "<html>"), good], longMs, { came: item, attempts: 2 }],
  [
    "throttles once",
    [refuse(400, "ProvisionedThroughputExceededException"), good],
    longMs,
    { came: item, attempts: 2 },
  ],
  ["throttles", [refuse(400, "ThrottlingException")], longMs, { came: "ThrottlingException", attempts: 3 }],
  ["answers 429 once", [say(429, "{}"), good], longMs, { came: item, attempts: 2 }],
  ["has another clock", [ahead], longMs, { came: item, attempts: 2 }],
  ["denies", [refuse(400, "AccessDeniedException")], longMs, { came: "AccessDeniedException", attempts: 1 }],
])("a service that %s is met as AWS's SDK meets it", async (_name, expected, attemptTimeoutMs, ending) => {
  expect(await endingOfOurs(attemptTimeoutMs, expected)).toEqual(ending);
  expect(await endingOfSdk(attemptTimeoutMs, expected)).toEqual(ending);
});

async function callOurs(
  expected: readonly Answer[],
  settings: AwsSettings = { attemptTimeoutMs: longMs, timeoutMs: longMs },
  limits?: CallLimits,
): Promise<{ readonly came: unknown; readonly attempts: number }> {
  answers = expected;
  count = 0;
  const came = await awsService("dynamodb", settings)
    .call("GetItem", {}, limits)
    .catch((error: unknown) => error);
  return { came, attempts: count };
}

test("a service is asked in its own words, with the session's token", async () => {
  answers = [say(200, '{"MessageId":"1"}')];
  Object.assign(process.env, { AWS_ENDPOINT_URL_SQS: server.origin, AWS_ENDPOINT_URL_SSM: server.origin });
  process.env.AWS_ENDPOINT_URL_SFN = `${server.origin}/behind`;
  const states = { host: "states", id: "SFN", target: "AWSStepFunctions", version: "1.0" } as const;
  await awsService("ssm").call("GetParameter", { Name: "é" });
  await awsService("sqs").call("SendMessage", { QueueUrl: "q", MessageBody: "m", DelaySeconds: undefined });
  await awsService("dynamodb").call("GetItem", {});
  await awsService(states).call("StartExecution", {});
  const shape = (version: string, target: string, scope: string, body: string, path = "/"): object => ({
    method: "POST",
    path,
    headers: {
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": target,
      "x-amz-security-token": "token",
      authorization: expect.stringMatching(
        new RegExp(`Credential=AKID/\\d{8}/eu-central-1/${scope}/aws4_request, SignedHeaders=content-type;host;x-amz-`),
      ) as string,
    },
    body,
  });
  expect(server.seen.slice(-4)).toMatchObject([
    shape("1.1", "AmazonSSM.GetParameter", "ssm", '{"Name":"é"}'),
    shape("1.0", "AmazonSQS.SendMessage", "sqs", '{"QueueUrl":"q","MessageBody":"m"}'),
    shape("1.0", "DynamoDB_20120810.GetItem", "dynamodb", "{}"),
    shape("1.0", "AWSStepFunctions.StartExecution", "states", "{}", "/behind/"),
  ]);
});

test.each<[string, Answer, string, number]>([
  ["in a header", say(400, "{}", { "x-amzn-errortype": "ItemIsMissing:http://a/" }), "ItemIsMissing", 400],
  ["with its name space", say(400, '{"__type":"com.amazonaws.a#ItemIsMissing"}'), "ItemIsMissing", 400],
  ["with its page", say(400, '{"__type":"ItemIsMissing:http://a/b#c"}'), "ItemIsMissing", 400],
  ["by its name alone", say(403, '{"code":"AccessDeniedException"}'), "AccessDeniedException", 403],
  ["as a sentence", say(400, '{"__type":"No such item"}'), "UnknownError", 400],
  ["as no text", say(400, '{"__type":7}'), "UnknownError", 400],
  ["as null", say(400, "null"), "UnknownError", 400],
  ["without JSON", say(404, "<html>"), "UnknownError", 404],
  ["behind what is no name", say(400, '{"__type":"a b#ItemIsMissing"}'), "UnknownError", 400],
  ["by the longest name", say(400, JSON.stringify({ __type: "N".repeat(80) })), "N".repeat(80), 400],
  ["by a longer one", say(400, JSON.stringify({ __type: "N".repeat(81) })), "UnknownError", 400],
  ["before its page", say(400, '{"__type":"ItemIsMissing,http://a/"}'), "ItemIsMissing", 400],
  ["as a redirect", say(301, ""), "UnknownError", 301],
])("a failure that the service names %s is told by its name, at once", async (_name, answer, name, status) => {
  const { came, attempts } = await callOurs([answer]);
  expect(came).toBeInstanceOf(AwsFailure);
  expect({ name: (came as Error).name, status: (came as AwsFailure).status, attempts }).toEqual({
    name,
    status,
    attempts: 1,
  });
});

test("two calls at once that meet another clock are both signed anew", async () => {
  answers = [ahead];
  const dynamodb = awsService("dynamodb", { attemptTimeoutMs: longMs, timeoutMs: longMs });
  const outputs = await Promise.all([dynamodb.call("GetItem", {}), dynamodb.call("GetItem", {})]);
  expect(outputs).toEqual([{ Item: item }, { Item: item }]);
});

test("a clock is another one from four minutes on, and stays corrected", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-02T03:04:05Z") });
  const at = (headers: IncomingMessage["headers"] = {}): string => String(headers["x-amz-date"]);
  const dynamodb = awsService("dynamodb", { attemptTimeoutMs: longMs, timeoutMs: longMs });
  const signedAt = async (aheadMs: number, answer: Answer): Promise<readonly string[]> => {
    const date = new Date(Date.now() + aheadMs).toUTCString();
    answers = [(outgoing, incoming) => answer(outgoing.setHeader("date", date), incoming)];
    const before = server.seen.length;
    await dynamodb.call("GetItem", {}).catch(() => undefined);
    return server.seen.slice(before).map(({ headers }) => at(headers));
  };
  expect(await signedAt(239_000, good)).toEqual(["20260102T030405Z"]);
  expect(await signedAt(240_000, good)).toEqual(["20260102T030405Z"]);
  expect(await signedAt(241_000, good)).toEqual(["20260102T030805Z"]);
  // What is refused for another reason is not tried again, though the answer took a second.
  expect(await signedAt(242_000, refuse(400, "AccessDeniedException"))).toEqual(["20260102T030805Z"]);
  expect(await signedAt(0, good)).toEqual(["20260102T030805Z"]);
  expect(await signedAt(0, good)).toEqual(["20260102T030405Z"]);
  vi.useRealTimers();
});

test("an operation without an output has an empty one", async () => {
  expect((await callOurs([say(200, "")])).came).toEqual({});
});

test.each(["<html>", "7", "null"])("an output of %s is none", async (body) => {
  const { came, attempts } = await callOurs([say(200, body)]);
  expect(came).toMatchObject({ name: "UnknownError", message: "dynamodb answered without JSON", status: 200 });
  expect(attempts).toBe(1);
});

test("a failure's sentence may have a capital letter", async () => {
  expect((await callOurs([say(400, '{"Message":"No"}')])).came).toMatchObject({ message: "No" });
});

test("a failure has what the service says with it, and its request's id", async () => {
  const said = { __type: "ConditionalCheckFailedException", message: "no", Item: { id: { S: "a" } } };
  const { came } = await callOurs([say(400, JSON.stringify(said), { "x-amzn-requestid": "r1" })]);
  expect(came).toMatchObject({ message: "no", requestId: "r1", output: said });
});

test.each([
  [429, "TooManyRequests"],
  [500, "InternalServerError"],
  [502, "ServiceUnavailable"],
  [503, "ServiceUnavailable"],
  [504, "GatewayTimeout"],
])("a gateway's %i without a word passes, and is called %s", async (status, name) => {
  const { came, attempts } = await callOurs([say(status, "<html>")]);
  expect({ name: (came as Error).name, attempts }).toEqual({ name, attempts: 3 });
});

test.each(
  "BandwidthLimitExceeded EC2ThrottledException LimitExceededException PriorRequestNotComplete RequestLimitExceeded RequestThrottled RequestThrottledException SlowDown ThrottledException Throttling TooManyRequestsException TransactionInProgressException RequestTimeout RequestTimeoutException".split(
    " ",
  ),
)("%s is tried again", async (word) => {
  expect(await callOurs([refuse(400, word), good])).toMatchObject({ attempts: 2, came: { Item: item } });
});

test("what is throttled waits a part of a second that doubles, and as long as it is asked to", async () => {
  Math.random = () => 0.08;
  const setTimer = vi.spyOn(globalThis, "setTimeout");
  /** What timers were set for, but for the ends of the attempts. */
  const pausesMs = async (failing: Answer): Promise<unknown[]> => {
    setTimer.mockClear();
    await callOurs([failing]);
    return setTimer.mock.calls.map(([, delayMs]) => delayMs).filter((delayMs = 0) => delayMs < 1_000);
  };
  try {
    expect(await pausesMs(refuse(400, "Throttling"))).toEqual([80, 160]);
    expect(await pausesMs(say(503, "{}", { "x-amz-retry-after": "120" }))).toEqual([120, 120]);
  } finally {
    setTimer.mockRestore();
  }
});

test("where no time is left for a pause, the failure is told at once", async () => {
  const busy = say(503, "{}", { "retry-after": "4" });
  const settings = { attemptTimeoutMs: longMs, timeoutMs: 3_900 };
  expect(await callOurs([busy, good], settings)).toMatchObject({ attempts: 1, came: { status: 503 } });
});

const never = (): AbortSignal => new AbortController().signal;

test("a call ends with its time, its click, or its signal", async () => {
  const endings = await Promise.all([
    callOurs([hang], {}, { timeoutMs: 60 }),
    startWork(560, never, () => callOurs([hang])),
    callOurs([hang], {}, { signal: AbortSignal.timeout(60) }),
  ]);
  expect(endings.map(({ came }) => (came as Error).name)).toEqual(["TimeoutError", "TimeoutError", "AbortError"]);
  const click = new AbortController();
  const call = startWork(
    longMs,
    () => click.signal,
    () => callOurs([hang], {}, { signal: new AbortController().signal }),
  );
  click.abort();
  expect((await call).came).toMatchObject({ name: "AbortError", code: "ABORTED" });
});

test("a service that is not there, or whose name is not known, is told by Node's code", async () => {
  process.env.AWS_ENDPOINT_URL_DYNAMODB = "http://127.0.0.1:1";
  expect((await callOurs([good])).came).toMatchObject({ name: "Error", code: "ECONNREFUSED", status: undefined });
});

test("a connection that does not stand within a second is given up, and told", async () => {
  // Takes connections and greets nobody: TLS does not come about.
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => void mute.listen(0, "127.0.0.1", resolve));
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const settings = { connectTimeoutMs: 40, attemptTimeoutMs: longMs, timeoutMs: longMs };
  const setTimer = vi.spyOn(globalThis, "setTimeout");
  try {
    expect((await callOurs([good], settings)).came).toMatchObject({ name: "TimeoutError", code: "ETIMEDOUT" });
    const usual = callOurs([good], {}, { signal: AbortSignal.timeout(1) });
    expect((await usual).came).toMatchObject({ code: "ABORTED" });
    const limitsMs = setTimer.mock.calls
      .filter((call: readonly unknown[]) => call[2] === "ETIMEDOUT")
      .map(([, delayMs]) => delayMs);
    expect(limitsMs).toEqual([40, 40, 40, 1_000]);
  } finally {
    setTimer.mockRestore();
  }
  mute.close();
});

test("a client is not made without credentials", () => {
  process.env.AWS_ACCESS_KEY_ID = "";
  expect(() => awsService("dynamodb")).toThrow(NotConfigured);
});
