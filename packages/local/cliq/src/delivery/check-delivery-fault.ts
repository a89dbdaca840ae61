import { checkCounts, checkDelay, checkKeys, checkWord } from "../faults/check-input.ts";
import { type DeliveryFault, deliveryFaultKinds } from "./delivery-fault.ts";

const keys = ["kind", "nth", "times", "actionName", "delayMs", "copies"];

/** Throws a sentence when a delivery fault could never happen as meant. */
export function checkDeliveryFault(fault: DeliveryFault): void {
  const what = "A delivery fault";
  checkKeys(what, fault, keys);
  checkWord(what, "kind", fault.kind, Object.keys(deliveryFaultKinds));
  checkCounts(what, fault);
  checkDelay(what, fault.delayMs);
  const { copies } = fault;
  if (copies !== undefined && !(Number.isInteger(copies) && copies >= 2 && copies <= 5))
    throw new Error(`${what}'s "copies" is a number from 2 to 5.`);
  const facts: { readonly says: string; readonly takes?: string } = deliveryFaultKinds[fault.kind];
  const useless = (["delayMs", "copies"] as const).find((key) => fault[key] !== undefined && facts.takes !== key);
  if (useless !== undefined) throw new Error(`${what} of the kind "${fault.kind}" has no use for "${useless}".`);
}
