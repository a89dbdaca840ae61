import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import { expect, test } from "vitest";
import { askedPauseMs, isForTheAction, mayRepeat, toUpstreamFailed } from "./judge-result.ts";

const answer = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  kind: "answer",
  status,
  headers,
  body: Buffer.alloc(0),
});
const none = (transient: boolean, mayHaveArrived: boolean): NoAnswer => ({
  kind: "no-answer",
  errno: "ECONNRESET",
  transient,
  mayHaveArrived,
  message: "",
});

test("answers from 200 to 499 are the action's, but for refused secrets, throttling and redirects", () => {
  const failures = [199, 301, 302, 303, 307, 308, 401, 429, 500, 599];
  expect(failures.filter((status) => isForTheAction(answer(status)))).toEqual([]);
  const answers = [200, 299, 300, 304, 305, 400, 402, 428, 430, 499];
  expect(answers.filter((status) => isForTheAction(answer(status)))).toEqual(answers);
  expect(isForTheAction(none(true, true))).toBe(false);
});

test("what passes is repeated where that is harmless, or nothing arrived", () => {
  const repeated = [401, 404, 429, 500, 501, 502, 503, 504, 505].filter((status) => mayRepeat(answer(status), true));
  expect(repeated).toEqual([429, 500, 502, 503, 504]);
  // What was one too many was not carried out, whatever it was.
  expect(repeated.filter((status) => mayRepeat(answer(status), false))).toEqual([429]);
  const cases = [true, false].flatMap((transient) =>
    [true, false].flatMap((arrived) => [true, false].map((isSafe) => [transient, arrived, isSafe] as const)),
  );
  expect(cases.filter(([transient, arrived, isSafe]) => mayRepeat(none(transient, arrived), isSafe))).toEqual([
    [true, true, true],
    [true, false, true],
    [true, false, false],
  ]);
});

test("a pause is what the system asks for, and a failure says who and why", () => {
  expect([askedPauseMs(answer(429, { "retry-after": "2" })), askedPauseMs(none(true, true))]).toEqual([2_000, 0]);
  expect(toUpstreamFailed("desk", answer(503))).toMatchObject({ system: "desk", status: 503, errno: undefined });
  expect(toUpstreamFailed("desk", none(true, true))).toMatchObject({ status: undefined, errno: "ECONNRESET" });
});
