import type { Counted } from "../faults/pending.ts";

/** What a kind of wrong delivery means. */
interface DeliveryKindFacts {
  /** One sentence for people; it says what of it is not known of Cliq. */
  readonly says: string;
  /** What of such a fault can be chosen. */
  readonly takes?: "delayMs" | "copies";
}

/** How a click can reach its action in another way than once, in time and from Cliq. */
export const deliveryFaultKinds = {
  late: {
    says: "The event's time lies back by the delay (six minutes unless told otherwise), as when a recorded event is sent again.",
    takes: "delayMs",
  },
  repeated: {
    says: "The very same event arrives 2 to 5 times, one after the other; whether Cliq ever repeats one is UNKNOWN.",
    takes: "copies",
  },
  "wrong-credential": { says: "The address ends in another credential, as when somebody guesses it." },
  unsigned: {
    says: "The event comes without X-Cliq-Signature; whether Cliq signs events of actions that were made by its API is UNKNOWN.",
  },
  "other-organization": { says: "The event names another organisation, as when a stranger's Cliq calls the address." },
  "without-consent": {
    says: "The event has nothing of what the permissions ask for; documented is that a first use asks the person for consent (of webhook extensions), and what Cliq sends after a no is UNKNOWN.",
  },
  slow: {
    says: "The event is under way for the delay (three seconds unless told otherwise), while the person waits.",
    takes: "delayMs",
  },
  "lost-answer": { says: "The action does its work and answers, and the answer never reaches Cliq." },
} as const satisfies Record<string, DeliveryKindFacts>;

/** The name of a kind of wrong delivery. */
export type DeliveryFaultKind = keyof typeof deliveryFaultKinds;

/** A wrong delivery to happen on some clicks; several that happen on one click happen together. */
export interface DeliveryFault extends Counted {
  kind: DeliveryFaultKind;
  /** Only clicks on the action of this name match. */
  actionName?: string;
  /** For `late` and `slow`, in milliseconds. */
  delayMs?: number;
  /** For `repeated`: how often the event arrives, 2 to 5; twice when absent. */
  copies?: number;
}
