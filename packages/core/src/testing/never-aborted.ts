import type { AbortSignalLike } from "../connection/connection.ts";

/** The signal of work that nobody gives up. */
export const neverAborted: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
