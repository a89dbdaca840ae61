import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { limitOf } from "./limit-of.ts";
import { freeAt, type OperationUse, unused, withCall } from "./operation-use.ts";

/** What a call to Cliq is assumed to take, with what is written down around it. */
const callMs = 500;

/** Milliseconds from `now` until each of these calls is done, made one after the other within the share of the limits. */
export function forecastCalls(
  calls: readonly Operation[],
  uses: ReadonlyMap<Operation, OperationUse>,
  share: number,
  now: number,
): readonly number[] {
  const simulated = new Map(uses);
  let time = now;
  return calls.map((operation) => {
    const use = simulated.get(operation) ?? unused;
    const at = freeAt(use, limitOf(operation, share), time);
    simulated.set(operation, withCall(use, { earliest: at, latest: at }));
    time = at + callMs;
    return time - now;
  });
}
