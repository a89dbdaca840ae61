import type { OperationName } from "../operation-name.ts";
import type { Fault } from "./fault.ts";

/** An injected fault with the matching calls it has seen. */
export interface PendingFault {
  fault: Fault;
  seen: number;
}

/** The first fault that strikes this call; every fault that matches counts it. */
export function takeFault(
  pending: readonly PendingFault[],
  operation: OperationName,
  actionName: string | undefined,
): Fault | undefined {
  let due: Fault | undefined;
  for (const entry of pending) {
    const { on, nth = 1, times = 1, actionName: wanted } = entry.fault;
    if (on !== "any" && on !== operation) continue;
    if (wanted !== undefined && wanted !== actionName) continue;
    entry.seen += 1;
    if (entry.seen >= nth && entry.seen < nth + times) due ??= entry.fault;
  }
  return due;
}
