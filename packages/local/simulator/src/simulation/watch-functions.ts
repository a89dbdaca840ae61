import type { LocalEvent, LocalFailure } from "@cliq-actions/local-aws";
import type { LambdaRun } from "../page-api.ts";
import { type LoggedOutcome, readOutcome } from "./read-outcome.ts";
import { rememberArrivals } from "./remember-arrivals.ts";

/** What this needs to know of the events of the local AWS. */
type WatchedEvent =
  | ({ readonly type: "invocation"; readonly apiRequestId?: string } & Omit<LambdaRun, "outcome" | "reference">)
  | { readonly type: "log"; readonly functionName: string; readonly line: string }
  | Pick<Extract<LocalEvent, { type: "failure" }>, "type" | "requestId" | "failure">
  | { readonly type: Exclude<LocalEvent["type"], "invocation" | "log" | "failure"> };

/** Remembers what functions ran and wrote, so that a click can be matched with its Lambda invocation. */
export interface FunctionWatch {
  record(event: WatchedEvent): void;
  /** The invocation behind an API request (its `apigw-requestid`); waits a moment for it and its log line to be reported. */
  findRun(apiRequestId: string): Promise<LambdaRun | undefined>;
  /** What an invocation failed with; waits a moment for it, unless it did not fail. */
  findFailure(run: LambdaRun): Promise<LocalFailure | undefined>;
  /** A mark for {@link FunctionWatch.linesSince}. */
  mark(): number;
  linesSince(mark: number, functionName: string): string[];
}

const kept = 5_000;
const failuresKept = 200;
/** For how long an invocation is waited for that may have been reported to nobody. */
const runPatienceMs = 250;
/** For how long a failure is waited for that an outcome tells of; a process that was killed tells none. */
const failurePatienceMs = 1_000;
/** For how long the log line of a finished invocation is waited for: it is written before the answer, but read from a pipe. */
const outcomePatienceMs = 5_000;

/** Starts with nothing seen. */
export function watchFunctions(): FunctionWatch {
  const runs = rememberArrivals<LambdaRun>(kept);
  const outcomes = rememberArrivals<LoggedOutcome>(kept);
  const failures = rememberArrivals<LocalFailure>(failuresKept);
  const lines: { readonly functionName: string; readonly line: string }[] = [];
  let dropped = 0;

  return {
    record(event) {
      if (event.type === "log") {
        lines.push({ functionName: event.functionName, line: event.line });
        if (lines.length > 2 * kept) dropped += lines.splice(0, kept).length;
        const logged = readOutcome(event.line);
        if (logged !== undefined) outcomes.put(logged.requestId, logged);
      }
      if (event.type === "failure" && event.requestId !== undefined) failures.put(event.requestId, event.failure);
      if (event.type !== "invocation" || event.apiRequestId === undefined) return;
      const { type: _, apiRequestId, ...run } = event;
      runs.put(apiRequestId, run);
    },
    async findRun(apiRequestId) {
      const run = await runs.find(apiRequestId, runPatienceMs);
      // A function that was killed or timed out has written no line.
      if (run === undefined || !run.ok) return run;
      return { ...run, ...(await outcomes.find(run.requestId, outcomePatienceMs)) };
    },
    async findFailure({ requestId, ok, outcome }) {
      if (ok && (outcome === undefined || outcome === "replied")) return undefined;
      return await failures.find(requestId, ok ? failurePatienceMs : runPatienceMs);
    },
    mark: () => dropped + lines.length,
    linesSince: (mark, functionName) =>
      lines
        .slice(Math.max(0, mark - dropped))
        .filter((entry) => entry.functionName === functionName)
        .map(({ line }) => line),
  };
}
