import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AwsFailure } from "../aws-failure.ts";
import { judgeAnswer } from "./judge-answer.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-01-02T03:04:05Z") }));
afterEach(() => void vi.useRealTimers());

const answer = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  kind: "answer",
  status,
  headers,
  body: Buffer.alloc(0),
});
const judge = (status: number, said: { name?: string; message?: unknown; output?: object }, headers = {}): object =>
  judgeAnswer(answer(status, headers), () => ({ name: undefined, ...said }) as never);

test.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
  [304, false],
])("whether %i is an answer: %j", (status, isOne) => {
  expect("answer" in judge(status, {})).toBe(isOne);
});

const once = { mayPass: false, pauseMs: { base: 50, asked: 0 } };
const again = { mayPass: true, pauseMs: { base: 50, asked: 0 } };
const throttled = { mayPass: true, pauseMs: { base: 1_000, asked: 0 } };

test.each<[number, string, object]>([
  [400, "ValidationException", once],
  [400, "ThrottlingException", throttled],
  [400, "LimitExceeded", once],
  [400, "NoThrottling", once],
  [400, "RequestTimeout", again],
  [400, "NoRequestTimeout", once],
  [429, "ValidationException", throttled],
  [500, "ValidationException", again],
  [501, "NotImplemented", once],
  [503, "SlowDown", throttled],
])("%i with the word %s is what follows from both", (status, name, follows) => {
  const judged = judge(status, { name, message: "no", output: { a: 1 } });
  expect(judged).toEqual({ ...follows, failure: expect.objectContaining({ name, message: "no" }) as object });
  expect(judged).toMatchObject({ failure: { status, output: { a: 1 }, requestId: undefined } });
});

test("a failure without a sentence has one of ours, and what the service did not say is empty", () => {
  const { failure } = judge(404, { name: "NoSuchKey" }) as { failure: AwsFailure };
  expect([failure.message, failure.output]).toEqual(["NoSuchKey, HTTP 404", {}]);
  expect(judge(404, { message: 7 })).toMatchObject({ failure: { message: "UnknownError, HTTP 404" } });
});

test("its request is named as the service names it", () => {
  expect(judge(400, {}, { "x-amzn-requestid": "a" })).toMatchObject({ failure: { requestId: "a" } });
  expect(judge(400, {}, { "x-amz-request-id": "b" })).toMatchObject({ failure: { requestId: "b" } });
});

test.each([
  [{ "x-amz-retry-after": "120" }, 120],
  [{ "x-amz-retry-after": "120", "retry-after": "2" }, 120],
  [{ "x-amz-retry-after": "0", "retry-after": "2" }, 2_000],
  [{ "x-amz-retry-after": "soon", "retry-after": "Fri, 02 Jan 2026 03:04:08 GMT" }, 3_000],
  [{}, 0],
])("headers %j ask for a pause of %i ms", (headers, asked) => {
  expect(judge(503, {}, headers)).toMatchObject({ pauseMs: { asked } });
});

test.each([
  ["ABORTED", false, "AbortError"],
  ["TIMEOUT", true, "TimeoutError"],
  ["ECONNRESET", true, "TimeoutError"],
  ["EPIPE", true, "TimeoutError"],
  ["ETIMEDOUT", true, "TimeoutError"],
  ["ECONNREFUSED", true, "Error"],
  ["ENOTFOUND", false, "ENOTFOUND"],
])("no answer for %s, which passes: %j, is called %s", (errno, transient, name) => {
  const result: NoAnswer = { kind: "no-answer", errno, transient, mayHaveArrived: true, message: "said" };
  const judged = judgeAnswer(result, () => expect.fail("reads nothing"));
  expect(judged).toEqual({
    failure: expect.objectContaining({ name, message: "said", code: errno }) as object,
    mayPass: transient,
    pauseMs: { base: 50, asked: 0 },
  });
});
