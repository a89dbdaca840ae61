import type { HttpAnswer, NoAnswer } from "@cliq-actions/cliq/http/http-call";
import { retryAfterMs } from "@cliq-actions/cliq/http/retry-after";
import { AwsFailure } from "../aws-failure.ts";

/** What one attempt came to: an answer, or a failure and what follows from it. */
export type Judgement =
  | { readonly answer: HttpAnswer }
  | {
      readonly failure: AwsFailure;
      /** Whether the same call may succeed in a moment. */
      readonly mayPass: boolean;
      /** The longest pause before a second attempt, in milliseconds, and the shortest that was asked for. */
      readonly pauseMs: { readonly base: number; readonly asked: number };
    };

/** A service's word for a failure and what it says besides, as its protocol has it. */
export type ReadFailure = (answer: HttpAnswer) => {
  readonly name: string | undefined;
  readonly message?: unknown;
  readonly output?: Readonly<Record<string, unknown>>;
};

/** Node's codes for which the SDK, too, says that it waited in vain. */
const lost = new Set(["TIMEOUT", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);
/** Statuses that pass, and what they are called where the service has no word for it: a gateway says "<html>". */
const passingStatuses = new Map([
  [429, "TooManyRequests"],
  [500, "InternalServerError"],
  [502, "ServiceUnavailable"],
  [503, "ServiceUnavailable"],
  [504, "GatewayTimeout"],
]);
/** Words by which AWS asks for fewer calls; with 400 for the most part. */
const throttling = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);
const passing = new Set(["RequestTimeout", "RequestTimeoutException"]);

/** The pauses of AWS's SDK. */
const usualPauseMs = 50;
const throttledPauseMs = 1_000;

/** Says what an attempt came to. The failures that may pass are those that AWS's SDK tries again. */
export function judgeAnswer(result: HttpAnswer | NoAnswer, readFailure: ReadFailure): Judgement {
  if (result.kind === "no-answer") return judgeNoAnswer(result);
  const { status, headers } = result;
  if (status >= 200 && status < 300) return { answer: result };
  const { name = passingStatuses.get(status) ?? "UnknownError", message, output } = readFailure(result);
  const requestId = headers["x-amzn-requestid"] ?? headers["x-amz-request-id"];
  const isThrottled = status === 429 || throttling.has(name);
  return {
    failure: new AwsFailure(name, typeof message === "string" ? message : `${name}, HTTP ${status}`, {
      status,
      requestId,
      ...(output === undefined ? {} : { output }),
    }),
    mayPass: isThrottled || passingStatuses.has(status) || passing.has(name),
    pauseMs: { base: isThrottled ? throttledPauseMs : usualPauseMs, asked: askedPauseMs(headers) },
  };
}

function judgeNoAnswer({ errno, message, transient }: NoAnswer): Judgement {
  const known = errno === "ABORTED" ? "AbortError" : lost.has(errno) ? "TimeoutError" : undefined;
  // "Error", as the SDK says, is taken for what passes: what does not has Node's own word.
  const name = known ?? (transient ? "Error" : errno);
  return {
    failure: new AwsFailure(name, message, { code: errno }),
    mayPass: transient,
    pauseMs: { base: usualPauseMs, asked: 0 },
  };
}

function askedPauseMs(headers: HttpAnswer["headers"]): number {
  const asked = Number(headers["x-amz-retry-after"]);
  return asked > 0 ? asked : retryAfterMs(headers["retry-after"], Date.now());
}
