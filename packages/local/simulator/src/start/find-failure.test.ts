import { expect, test } from "vitest";
import type { InvocationReport } from "../page-api.ts";
import { findFailure } from "./find-failure.ts";

const run = { functionName: "f", requestId: "r", cold: false, durationMs: 1, ok: true };
const sorry = { type: "banner", status: "failure", text: "There is no number in this message." };

function answered(output: unknown, logged: string | undefined, status = 200): InvocationReport {
  return {
    response: { status, headers: {}, body: "" },
    outcome: "answered",
    output,
    lambda: logged === undefined ? run : { ...run, outcome: logged },
  } as unknown as InvocationReport;
}

test("a reply is fine, and so is the author's own sentence in a failure banner", () => {
  expect(findFailure(answered({ text: "done" }, "replied"))).toBeUndefined();
  expect(findFailure(answered("", "replied"))).toBeUndefined();
  expect(findFailure(answered(sorry, "user_error"))).toBeUndefined();
  expect(findFailure(answered(sorry, "replied"))).toBeUndefined();
});

test.each(["upstream_failed", "bug", "invalid_reply", "something new"])("the outcome %s is a failure", (outcome) => {
  expect(findFailure(answered(sorry, outcome))).toContain(outcome);
});

test("a failure banner of a function that logs no outcome is a failure, its other replies are not", () => {
  expect(findFailure(answered(sorry, undefined))).toBe(sorry.text);
  expect(findFailure(answered({ text: "done" }, undefined))).toBeUndefined();
});

test("what Cliq cannot show, another status and no answer are failures", () => {
  const problem = "The reply is neither an object nor an empty string.";
  expect(findFailure({ ...answered(1, "replied"), problem })).toBe(problem);
  expect(findFailure(answered(undefined, undefined, 503))).toBe("The answer has the status 503.");
  const { response: _, ...unanswered } = answered(undefined, undefined);
  expect(findFailure({ ...unanswered, outcome: "unreachable" })).toBe("unreachable");
});
