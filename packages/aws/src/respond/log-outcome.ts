import { writeSync } from "node:fs";
import type { ErrorDescription } from "./describe-error.ts";

/** How one request ended. */
export interface Outcome {
  readonly stage: string;
  readonly action: string;
  /** "replied" or an error's code. */
  readonly outcome: string;
  readonly status: number;
  /** What the person is told to quote. */
  readonly reference: string;
  readonly requestId: string;
  readonly latencyMs: number;
  readonly coldStart: boolean;
  readonly error?: ErrorDescription;
}

const dimensions = [
  ["Stage", "Action"],
  ["Stage", "Action", "Outcome"],
  ["Stage", "Outcome"],
];
const metrics = [
  { Name: "Invocations", Unit: "Count" },
  { Name: "Latency", Unit: "Milliseconds" },
  { Name: "ColdStarts", Unit: "Count" },
];

/**
 * Writes one line that is both the log entry and, in CloudWatch's embedded metric format, the metrics.
 * Straight to file descriptor 1: `process.stdout` would load a stream on the cold path, and a log that
 * cannot be written must not fail the request.
 */
export function logOutcome({ stage, action, outcome, latencyMs, coldStart, ...rest }: Outcome): void {
  const line = JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: "CliqActions", Dimensions: dimensions, Metrics: metrics }],
    },
    Stage: stage,
    Action: action,
    Outcome: outcome,
    Invocations: 1,
    Latency: latencyMs,
    ColdStarts: coldStart ? 1 : 0,
    ...rest,
  });
  try {
    writeSync(1, `${line}\n`);
  } catch {
    // Nothing to tell it to.
  }
}
