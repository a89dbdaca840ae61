import { describeError } from "../respond/describe-error.ts";
import { writeLine } from "../respond/write-line.ts";

/** How one receive of a job ended. */
export interface JobLine {
  readonly outcome: string;
  readonly reference?: string;
  readonly requestId: string;
  readonly receives: number;
  readonly latencyMs: number;
  /** What Cliq answered where it took nothing. */
  readonly why?: string | undefined;
  readonly error?: unknown;
}

/** Writes one line for each receive of a job; what alarms look at are its queue and its function. */
export function logJob({ outcome, latencyMs, error, ...rest }: JobLine): void {
  const { STAGE: Stage = "unknown", ACTION_SLUG: Action = "unknown" } = process.env;
  const { AWS_LAMBDA_FUNCTION_VERSION: functionVersion } = process.env;
  writeLine(
    JSON.stringify({
      Stage,
      Action,
      ...(functionVersion ? { functionVersion } : {}),
      Job: outcome,
      Latency: latencyMs,
      ...rest,
      ...(error === undefined ? {} : { error: describeError(error) }),
    }),
  );
}
