import type { MessageType, Permission } from "../declaration/vocabulary.ts";
import { UserError } from "../errors/user-error.ts";
import { businessKeySource } from "./business-key.ts";
import type { Invocation, InvocationBase } from "./invocation.ts";
import type { MessageOf } from "./message.ts";
import { parseAttachments, parseChat, parseLocation, parseMentions } from "./parse-context.ts";
import type { Envelope } from "./parse-envelope.ts";
import { parsePerson } from "./parse-person.ts";
import { parseSelection } from "./parse-selection.ts";

/** The part of a declaration that decides what an invocation holds. */
export interface InvocationShape {
  readonly messageTypes: readonly MessageType[];
  readonly permissions: readonly Permission[];
  readonly multiSelectable?: boolean;
}

/** What the edge knows besides the event itself. */
export interface Delivery {
  readonly slug: string;
  /** Hash of the raw body. */
  readonly key: string;
  readonly hash: (text: string) => string;
  /** Told the path of each leaf that is not of the documented type and was left out; never its value. */
  readonly onOddField?: (path: string) => void;
}

/**
 * What `execute` receives, read from an admitted event. Only declared permissions become keys; unknown fields stay out.
 * Throws {@link MalformedInvocation} for a wrong type and {@link UserError} where a person can do something about it.
 */
export function parseInvocation(envelope: Envelope, shape: InvocationShape, delivery: Delivery): Invocation {
  const granted = new Set(shape.permissions);
  const messages = granted.has("message") ? parseSelection(envelope.params, shape) : [];
  const base: InvocationBase = {
    slug: delivery.slug,
    organizationId: envelope.organizationId ?? "",
    at: envelope.at,
    keys: { delivery: delivery.key, business: delivery.hash(businessKeySource(delivery.slug, envelope, messages)) },
  };
  // The type says every permission is present; which ones are is what the declaration decided.
  return {
    ...base,
    ...(granted.has("message") ? messageKeys(messages, shape, envelope) : {}),
    ...(granted.has("user") ? { user: personOf(envelope) } : {}),
    ...(granted.has("chat") ? { chat: parseChat(envelope.params.chat, envelope.chatId) } : {}),
    ...(granted.has("attachments") ? { attachments: parseAttachments(envelope.params.attachments) } : {}),
    ...(granted.has("location") ? { location: parseLocation(envelope.params.location) } : {}),
  } as Invocation;
}

function messageKeys(messages: readonly MessageOf<MessageType>[], shape: InvocationShape, envelope: Envelope): object {
  const mentions = parseMentions(envelope.params.mentions);
  return shape.multiSelectable ? { messages, mentions } : { message: messages[0], mentions };
}

function personOf(envelope: Envelope): object {
  const user = parsePerson(envelope.params.user, "params.user", envelope.userId);
  if (user === undefined)
    throw new UserError("Cliq did not say who you are. Allow this action to see your profile and try again.");
  return user;
}
