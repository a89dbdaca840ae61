import type { Operation } from "./operations.ts";

/** Whether a call may leave now; if not, in how many milliseconds it could, and whether Cliq's lock is the reason. */
export type Grant =
  | { readonly granted: true }
  | { readonly granted: false; readonly retryAfterMs: number; readonly locked: boolean };

/** Asked before every single request, so that all who call Cliq as one user keep to its limits together. */
export interface CallBudget {
  /** Waits for a place within the limits and takes it. Not granted when the wait is longer than the caller has time for. */
  take(operation: Operation): Promise<Grant>;
  /** Notes for everyone that Cliq has locked the operation for so many milliseconds. */
  lock(operation: Operation, forMs: number): Promise<void>;
}
