import { countOne, type Pending } from "../faults/pending.ts";
import type { DeliveryFault } from "./delivery-fault.ts";

/** Every fault that happens on a click on this action; each that matches counts the click. */
export function takeDeliveryFaults(pending: readonly Pending<DeliveryFault>[], actionName: string): DeliveryFault[] {
  return pending
    .filter(({ fault }) => fault.actionName === undefined || fault.actionName === actionName)
    .filter((entry) => countOne(entry))
    .map(({ fault }) => fault);
}
