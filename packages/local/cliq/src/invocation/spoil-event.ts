import type { InvocationEvent } from "./invocation.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";

const lateMs = 6 * 60_000;

/** The event as a fault lets it be; what it says is signed, where anything is signed. */
export function spoilEvent(event: InvocationEvent, { kind, delayMs = lateMs }: DeliveryFault): InvocationEvent {
  const { environment, access } = event.params;
  switch (kind) {
    case "late":
      return { ...event, timestamp: event.timestamp - delayMs };
    case "other-organization":
      return { ...event, params: { ...event.params, access: { ...access, organization: other(access.organization) } } };
    case "without-consent":
      return { ...event, params: { environment, access } };
    default:
      return event;
  }
}

function other({ type, id }: { type: string; id: string }): { type: string; id: string } {
  return { type, id: String(BigInt(id) + 1n) };
}
