import { type Clock, systemClock } from "@cliq-actions/cliq/clock";

const longestMs = 70_000;
const firstCeilingMs = 250;
const longestCeilingMs = 5_000;
/** AWS's words for what passes by itself, besides those that the SDK knows for throttling, outages and lost answers. */
const passing = new Set(["TooManyUpdates", "ResourceNotReadyException", "ResourceConflictException"]);

/** What the SDK tells of a failed attempt. */
interface FailedAttempt {
  readonly error?: unknown;
  readonly errorType: "TRANSIENT" | "THROTTLING" | "SERVER_ERROR" | "CLIENT_ERROR";
}

/** One request and its attempts so far. */
interface Attempts {
  readonly startedAt: number;
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** Until when outages are waited out, in milliseconds since the epoch: set by whoever serves an event, to the end of its invocation. */
export interface Patience {
  until: number;
}

const outages = new WeakSet<Error>();

/** Whether AWS did not do its part for as long as a client had patience, here or in what led here: it passes by itself. */
export function isOutage(error: unknown): boolean {
  return error instanceof Error && (outages.has(error) || isOutage(error.cause));
}

/**
 * How every AWS client of the deployed functions tries again, as an SDK retry strategy: for a little more than a minute,
 * or until the end of the patience it is given, at random moments, while AWS is busy (Parameter Store takes three writes a
 * second from a whole account) or cannot be reached; and for that minute while it says AccessDenied. IAM and KMS spread the grants of a role made seconds ago slowly, whatever
 * event comes first.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export function retryPolicy(
  clock: Clock = systemClock,
  random: () => number = Math.random,
  patience: Readonly<Patience> = { until: 0 },
) {
  // The pause is over before the SDK hears of the next attempt: time is the clock's.
  const attempts = (startedAt: number, count: number): Attempts => ({
    startedAt,
    getRetryCount: () => count,
    getRetryDelay: () => 0,
  });
  return {
    acquireInitialRetryToken: async () => attempts(clock.now(), 0),
    refreshRetryTokenForRetry: async (before: { getRetryCount(): number }, failed: FailedAttempt) => {
      const { startedAt } = before as Attempts;
      const count = before.getRetryCount();
      const ceilingMs = Math.min(longestCeilingMs, firstCeilingMs * 2 ** Math.min(count, 10));
      const pauseMs = ceilingMs * (0.5 + random() / 2);
      const isByAws = failed.errorType !== "CLIENT_ERROR";
      const until = Math.max(startedAt + longestMs, isByAws ? patience.until : 0);
      if (!mayPass(failed) || clock.now() + pauseMs > until) {
        if (isByAws && failed.error instanceof Error) outages.add(failed.error);
        throw failed.error;
      }
      await clock.sleep(pauseMs);
      return attempts(startedAt, count + 1);
    },
    recordSuccess: () => undefined,
  };
}

/**
 * The settings of every AWS client of the deployed functions: {@link retryPolicy}, and limits, so that a service that
 * does not answer is asked again while there is time. `longestCallMs` is what one attempt may take.
 */
export function clientSettings({
  longestCallMs = 5_000,
  patience,
}: { readonly longestCallMs?: number; readonly patience?: Patience } = {}) {
  return {
    retryStrategy: retryPolicy(systemClock, Math.random, patience),
    requestHandler: { connectionTimeout: 2_000, requestTimeout: longestCallMs, throwOnRequestTimeout: true },
  };
}

/** Whether it is AWS's word for a caller who may not: at first for a grant that is on its way, in the end for one that is missing. */
export function isDeniedName(name: string): boolean {
  return /^(AccessDenied|KMS|InvalidKeyId|UnrecognizedClient)/.test(name);
}

function mayPass({ error, errorType }: FailedAttempt): boolean {
  if (errorType !== "CLIENT_ERROR") return true;
  return error instanceof Error && (isDeniedName(error.name) || passing.has(error.name));
}
