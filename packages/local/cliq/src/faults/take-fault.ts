import type { OperationName } from "../operation-name.ts";
import type { Fault } from "./fault.ts";
import { countOne, type Pending } from "./pending.ts";

/** The first fault that strikes this call; every fault that matches counts it. */
export function takeFault(
  pending: readonly Pending<Fault>[],
  operation: OperationName,
  actionName: string | undefined,
): Fault | undefined {
  let due: Fault | undefined;
  for (const entry of pending) {
    const { on, actionName: wanted } = entry.fault;
    if (on !== "any" && on !== operation) continue;
    if (wanted !== undefined && wanted !== actionName) continue;
    if (countOne(entry)) due ??= entry.fault;
  }
  return due;
}
