import type { LambdaRun } from "../page-api.ts";

/** What this needs to know of the events of the local AWS. */
type WatchedEvent =
  | ({ readonly type: "invocation"; readonly apiRequestId?: string } & LambdaRun)
  | { readonly type: "log"; readonly functionName: string; readonly line: string }
  | { readonly type: "stack" | "denied" | "throttle" | "egress-refused" | "fake-failed" };

/** Remembers what functions ran and wrote, so that a click can be matched with its Lambda invocation. */
export interface FunctionWatch {
  record(event: WatchedEvent): void;
  /** The invocation behind an API request (its `apigw-requestid`); waits a moment for it to be reported. */
  findRun(apiRequestId: string): Promise<LambdaRun | undefined>;
  /** A mark for {@link FunctionWatch.linesSince}. */
  mark(): number;
  linesSince(mark: number, functionName: string): string[];
}

const kept = 5_000;
const patienceMs = 250;

/** Starts with nothing seen. */
export function watchFunctions(): FunctionWatch {
  const runs = new Map<string, LambdaRun>();
  const waiting = new Map<string, (run: LambdaRun) => void>();
  const lines: { readonly functionName: string; readonly line: string }[] = [];
  let dropped = 0;

  return {
    record(event) {
      if (event.type === "log") {
        lines.push({ functionName: event.functionName, line: event.line });
        if (lines.length > 2 * kept) dropped += lines.splice(0, kept).length;
      }
      if (event.type !== "invocation" || event.apiRequestId === undefined) return;
      const { type: _, apiRequestId, ...run } = event;
      runs.set(apiRequestId, run);
      waiting.get(apiRequestId)?.(run);
      for (const oldest of runs.keys()) {
        if (runs.size <= kept) break;
        runs.delete(oldest);
      }
    },
    async findRun(apiRequestId) {
      const { promise, resolve } = Promise.withResolvers<LambdaRun | undefined>();
      const timer = setTimeout(resolve, patienceMs, undefined);
      waiting.set(apiRequestId, resolve);
      const known = runs.get(apiRequestId);
      if (known !== undefined) resolve(known);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(apiRequestId);
      }
    },
    mark: () => dropped + lines.length,
    linesSince: (mark, functionName) =>
      lines
        .slice(Math.max(0, mark - dropped))
        .filter((entry) => entry.functionName === functionName)
        .map(({ line }) => line),
  };
}
