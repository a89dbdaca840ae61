import type { AbortSignalLike } from "../abort-signal.ts";

/** The signal of work that nobody gives up. */
export const neverAborted: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};
