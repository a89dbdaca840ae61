import type * as z from "zod";
import type { Clock } from "../clock.ts";
import type { SendRequest } from "../http/send-request.ts";
import type { AccessTokens } from "../oauth/access-tokens.ts";
import type { CallBudget } from "./call-budget.ts";
import type { Operation } from "./operations.ts";

/** What the REST client stands on. */
export interface CliqConnection {
  /** Where Authorization may go: scheme, host and port. */
  readonly origin: string;
  readonly tokens: AccessTokens;
  readonly send: SendRequest;
  readonly clock: Clock;
  /** Left out by who calls too seldom to share one; then a lock is only reported. */
  readonly budget?: CallBudget;
  /** Milliseconds for one call with its retries, waits for the budget aside; 30,000 unless told. */
  readonly callTimeoutMs?: number;
  /** Milliseconds for one attempt; 10,000 unless told. */
  readonly attemptTimeoutMs?: number;
}

/** One call, before it has a token. */
export interface CliqCall<T> {
  readonly operation: Operation;
  /** Below the origin, with its query. */
  readonly path: string;
  readonly body?: string;
  /** What the answer must look like; none where no body is promised. */
  readonly answer?: z.ZodType<T>;
}
