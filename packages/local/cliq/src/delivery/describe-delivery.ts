import type { DeliveryFaultKind } from "./delivery-fault.ts";

const did: Readonly<Record<Exclude<DeliveryFaultKind, "repeated">, string>> = {
  late: "The event said an earlier time than it was.",
  "wrong-credential": "The address ended in another credential.",
  unsigned: "The event had no signature.",
  "other-organization": "The event named another organisation.",
  "without-consent": "The event had nothing of what the permissions ask for.",
  slow: "The event was under way for a while.",
  "lost-answer": "The answer was lost on its way to Cliq.",
};

/** What a kind of wrong delivery did to an event, in a sentence; `number` counts how often it was sent, of `copies`. */
export function describeDelivery(kind: DeliveryFaultKind, number: number, copies: number): string {
  return kind === "repeated" ? `The same event was sent ${copies} times; this is number ${number}.` : did[kind];
}
