import type { Invocation } from "../invocation/invocation.ts";
import { parseEnvelope } from "../invocation/parse-envelope.ts";
import { parseInvocation } from "../invocation/parse-invocation.ts";
import type { User } from "../invocation/person.ts";
import { type MessageType, type Permission, permissions } from "../vocabulary.ts";
import { type EventName, eventOf, type WireEvent } from "./event-of.ts";
import { neverAborted } from "./never-aborted.ts";

interface TypesOf {
  "text-message": "text";
  "link-message": "link";
  "attachment-message": "attachment";
  "several-texts": "text";
  "several-messages": MessageType;
}

/** Every key an invocation can have, for single and multi-selectable actions alike. */
export type CompleteInvocation<T extends MessageType> = Invocation<Permission, T, false> &
  Invocation<Permission, T, true>;

/** What a test may replace; a user's id is Cliq's own where the test does not say. */
export type InvocationOverrides<T extends MessageType> = Partial<Omit<CompleteInvocation<T>, "user">> & {
  readonly user?: Omit<User, "idType"> & Partial<Pick<User, "idType">>;
};

/**
 * What `execute` would receive for an event that was saved from a click; what the click was not permitted to see is as
 * in the kit's events. It is about text unless its kind is told: `invocationOf<"link-message">(click)`.
 */
export function invocationOf<N extends EventName = "text-message">(
  event: WireEvent,
  overrides?: InvocationOverrides<TypesOf[N]>,
): CompleteInvocation<TypesOf[NoInfer<N>]>;
/**
 * What `execute` would receive for an event of the kit, read by the real parser, with `overrides` laid over it.
 * It has all keys, so it fits any action of that message type:
 * `await action.execute(invocationOf("text-message"), { desk })`.
 */
export function invocationOf<N extends EventName>(
  name: N,
  overrides?: InvocationOverrides<TypesOf[N]>,
): CompleteInvocation<TypesOf[N]>;
export function invocationOf(
  event: EventName | WireEvent,
  overrides: InvocationOverrides<MessageType> = {},
): CompleteInvocation<MessageType> {
  const isSaved = typeof event !== "string";
  const envelope = parseEnvelope(isSaved ? eventOf("text-message", event) : eventOf(event));
  const name = isSaved ? event.name : event;
  const delivery = {
    slug: "test-action",
    key: `delivery of ${name}`,
    hash: (text: string) => text,
    signal: () => neverAborted,
  };
  const shape = { permissions, messageTypes: ["text", "link", "attachment"] as const };
  const several = parseInvocation(envelope, { ...shape, multiSelectable: true }, delivery) as object;
  const single = parseInvocation(envelope, { ...shape, multiSelectable: false }, delivery) as object;
  const user = overrides.user && { user: { idType: "user", ...overrides.user } };
  return { ...single, ...several, signal: neverAborted, ...overrides, ...user } as CompleteInvocation<MessageType>;
}
