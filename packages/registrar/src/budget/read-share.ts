import { Misconfigured, requireEnvironment } from "../environment.ts";

/** The stage's share of Cliq's documented limits, above 0 and at most 1, from the function's environment. */
export function readShare(): number {
  const share = Number(requireEnvironment("BUDGET_SHARE"));
  if (share > 0 && share <= 1) return share;
  throw new Misconfigured("BUDGET_SHARE must be a number above 0 and at most 1; deploy the stack again.");
}
