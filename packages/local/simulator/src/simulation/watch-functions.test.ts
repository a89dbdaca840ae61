import { expect, test } from "vitest";
import { watchFunctions } from "./watch-functions.ts";

const run = { functionName: "f", requestId: "r1", cold: true, initMs: 100, durationMs: 5, ok: true };
const logged = (requestId: string, Outcome: string) =>
  ({ type: "log", functionName: "f", line: JSON.stringify({ Stage: "local", Outcome, requestId }) }) as const;

test("a click finds its invocation and its outcome, whether they are reported before or after the answer", async () => {
  const watch = watchFunctions();
  watch.record(logged("r1", "replied"));
  watch.record({ type: "invocation", apiRequestId: "early", ...run });
  const late = watch.findRun("late");
  watch.record({ type: "invocation", apiRequestId: "late", ...run, requestId: "r2", cold: false });
  watch.record(logged("r2", "user_error"));
  expect(await watch.findRun("early")).toEqual({ ...run, outcome: "replied" });
  expect(await late).toEqual({ ...run, requestId: "r2", cold: false, outcome: "user_error" });
});

test("the reference that a person was shown is of the invocation, for everybody who asks at once", async () => {
  const watch = watchFunctions();
  const asked = [watch.findRun("api"), watch.findRun("api")];
  watch.record({ type: "invocation", apiRequestId: "api", ...run });
  watch.record({
    type: "log",
    functionName: "f",
    line: JSON.stringify({ Outcome: "bug", requestId: "r1", reference: "7f3a1c2e" }),
  });
  const found = { ...run, outcome: "bug", reference: "7f3a1c2e" };
  expect(await Promise.all(asked)).toEqual([found, found]);
});

test("an invocation that is never reported, and one that was killed, are not waited for", async () => {
  const watch = watchFunctions();
  watch.record({ type: "invocation", apiRequestId: "killed", ...run, ok: false });
  expect(await watch.findRun("never")).toBeUndefined();
  expect(await watch.findRun("killed")).toEqual({ ...run, ok: false });
});

test("lines of an author that resemble the outcome's are only lines", () => {
  const watch = watchFunctions();
  const mark = watch.mark();
  const lines = ['{"Outcome"', '{"Outcome":1,"requestId":"r1"}', '"Outcome"'];
  for (const line of lines) watch.record({ type: "log", functionName: "f", line });
  expect(watch.linesSince(mark, "f")).toEqual(lines);
});

test("only the lines of one function since the click are shown, also after many others", () => {
  const watch = watchFunctions();
  watch.record({ type: "log", functionName: "f", line: "before" });
  const mark = watch.mark();
  for (let count = 0; count < 9_000; count++) watch.record({ type: "log", functionName: "other", line: "noise" });
  watch.record({ type: "log", functionName: "f", line: "after" });
  expect(watch.linesSince(mark, "f")).toEqual(["after"]);
});
