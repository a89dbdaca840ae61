import { isDeepStrictEqual } from "node:util";
import type { CustomResourceRequest } from "../custom-resource/custom-resource-request.ts";
import type { LedgerState } from "./ledger.ts";

/** The ledger's state with the properties that Cliq agrees with now; undefined when it has just these already. */
export function withRegistered(
  state: LedgerState,
  { properties }: CustomResourceRequest,
  now: number,
): LedgerState | undefined {
  const { ServiceToken: _function, ServiceTimeout: _wait, ...set } = properties;
  if (isDeepStrictEqual(state.registered?.properties, set)) return undefined;
  return { ...state, registered: { properties: set, at: now } };
}
