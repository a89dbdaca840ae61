import {
  cutGraphemes,
  cutText,
  headline,
  type Invocation,
  isBlank,
  type MessageOf,
  type MessageType,
  type User,
  UserError,
} from "@cliq-actions/core";
import type { Requester, TicketRequest } from "./ticket-desk.ts";

/** The longest parts of a ticket in UTF-16 units: together at most a third of DynamoDB's 400 kB for one item. */
const longestChars = { subject: 1_000, body: 30_000, name: 200, email: 320 } as const;
const longestSubjectGraphemes = 120;

/** What the desk is asked for. Throws {@link UserError} when the message says nothing a ticket could be about. */
export function toTicketRequest(invocation: Invocation<"message" | "user", MessageType, false>): TicketRequest {
  const { message, user, keys } = invocation;
  const { subject, body } = readMessage(message);
  return {
    organizationId: invocation.organizationId,
    businessKey: keys.business,
    deliveryKey: keys.delivery,
    subject: cutGraphemes(cutText(subject.toWellFormed(), longestChars.subject), longestSubjectGraphemes),
    body: cutBody(body.toWellFormed()),
    requester: toRequester(user),
    createdAt: invocation.at,
    messageKey: message.id ?? `no-id:${keys.business}`,
  };
}

function readMessage(message: MessageOf<MessageType>): { subject: string; body: string } {
  if (message.type === "attachment") {
    const { name } = message.file;
    return { subject: isBlank(name) ? "File" : name, body: message.comment ?? "" };
  }
  const { text } = message;
  const subject = headline(text);
  if (subject === undefined)
    throw new UserError("This message has no text to make a ticket of. Choose one with words in it.");
  return { subject, body: text };
}

function cutBody(text: string): string {
  if (text.length <= longestChars.body) return text;
  return `${cutText(text, longestChars.body)}\n[cut: the message has ${text.length} characters]`;
}

/** Ids of two kinds are never equal: that of a Zoho account has a name space of its own. */
function toRequester({ id, idType, name, email }: User): Requester {
  return {
    id: idType === "user" ? id : `${idType}:${id}`,
    name: cutText(name.toWellFormed(), longestChars.name),
    ...(email === undefined ? {} : { email: cutText(email.toWellFormed(), longestChars.email) }),
  };
}
