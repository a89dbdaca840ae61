import { cutGraphemes, cutText, type InvocationBase, type User } from "@cliq-actions/core";
import type { Requester, TicketDetail, TicketOrigin, TicketRequest } from "./ticket-desk.ts";

/** The longest parts of a ticket in UTF-16 units: together at most half of DynamoDB's 400 kB for one item. */
const longestChars = { subject: 1_000, body: 30_000, name: 200, email: 320, address: 2_000, value: 1_000 } as const;
const longestSubjectGraphemes = 120;
const most = { files: 25, details: 25 } as const;

/** Who asks, and when. */
type Asking = Pick<InvocationBase, "organizationId" | "at" | "keys"> & { readonly user: User };

/** What a ticket is to be about. */
export interface TicketSubject {
  readonly subject: string;
  readonly body: string;
  /** Cliq's id of the message, where it has one. */
  readonly messageId?: string | undefined;
  readonly origin?: { readonly [Key in keyof TicketOrigin]?: TicketOrigin[Key] | undefined };
  readonly details?: readonly TicketDetail[];
}

/** What a desk is asked for, each part cut to what every desk holds. */
export function toTicketRequest(invocation: Asking, about: TicketSubject): TicketRequest {
  const { keys, user } = invocation;
  return {
    organizationId: invocation.organizationId,
    businessKey: keys.business,
    deliveryKey: keys.delivery,
    subject: cutGraphemes(cut(about.subject, longestChars.subject), longestSubjectGraphemes),
    body: cutBody(about.body.toWellFormed()),
    requester: toRequester(user),
    createdAt: invocation.at,
    messageKey: about.messageId ?? `no-id:${keys.business}`,
    ...(about.origin === undefined ? {} : { origin: cutOrigin(about.origin) }),
    ...(about.details === undefined ? {} : { details: cutDetails(about.details) }),
  };
}

/** A person as a desk knows them. Ids of two kinds are never equal: that of a Zoho account has a name space of its own. */
export function toRequester({ id, idType, name, email }: User): Requester {
  return {
    id: idType === "user" ? id : `${idType}:${id}`,
    name: cut(name, longestChars.name),
    ...(email === undefined ? {} : { email: cut(email, longestChars.email) }),
  };
}

function cutBody(text: string): string {
  if (text.length <= longestChars.body) return text;
  return `${cutText(text, longestChars.body)}\n[cut: the message has ${text.length} characters]`;
}

function cutOrigin({ chat, author, fileNames, messageUrl }: NonNullable<TicketSubject["origin"]>): TicketOrigin {
  const isAddress = messageUrl?.startsWith("https://") === true && messageUrl.length <= longestChars.address;
  return {
    ...(chat === undefined ? {} : { chat: cut(chat, longestChars.name) }),
    ...(author === undefined ? {} : { author: cut(author, longestChars.name) }),
    ...(fileNames === undefined || fileNames.length === 0
      ? {}
      : { fileNames: fileNames.slice(0, most.files).map((name) => cut(name, longestChars.name)) }),
    ...(isAddress ? { messageUrl } : {}),
  };
}

function cutDetails(details: readonly TicketDetail[]): TicketDetail[] {
  return details
    .slice(0, most.details)
    .map(({ label, value }) => ({ label: cut(label, longestChars.name), value: cut(value, longestChars.value) }));
}

function cut(text: string, longest: number): string {
  return cutText(text.toWellFormed(), longest);
}
