import { expect, test } from "vitest";
import { watchFunctions } from "./watch-functions.ts";

const run = { functionName: "f", requestId: "r", cold: true, initMs: 100, durationMs: 5, ok: true };

test("a click finds its invocation, whether that is reported before or after the answer", async () => {
  const watch = watchFunctions();
  watch.record({ type: "invocation", apiRequestId: "early", ...run });
  const late = watch.findRun("late");
  watch.record({ type: "invocation", apiRequestId: "late", ...run, cold: false });
  expect(await watch.findRun("early")).toEqual(run);
  expect(await late).toEqual({ ...run, cold: false });
});

test("an invocation that is never reported is not waited for", async () => {
  const started = performance.now();
  expect(await watchFunctions().findRun("never")).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("only the lines of one function since the click are shown, also after many others", () => {
  const watch = watchFunctions();
  watch.record({ type: "log", functionName: "f", line: "before" });
  const mark = watch.mark();
  for (let count = 0; count < 9_000; count++) watch.record({ type: "log", functionName: "other", line: "noise" });
  watch.record({ type: "log", functionName: "f", line: "after" });
  expect(watch.linesSince(mark, "f")).toEqual(["after"]);
});
