import { ActionsError, UpstreamFailed, UserError } from "@cliq-actions/core";

/** Whether what failed was certainly not carried out: the other system answered that it did not, or was never reached. */
export function wasRefused(error: unknown): boolean {
  // A secret that is missing: nothing was sent.
  if (error instanceof UserError || (error instanceof ActionsError && error.code === "misconfigured")) return true;
  if (!(error instanceof UpstreamFailed)) return false;
  const { status, errno } = error;
  if (typeof status === "number") return status >= 300 && status < 500 && status !== 408;
  return errno === "ECONNREFUSED" || errno === "ENOTFOUND";
}
