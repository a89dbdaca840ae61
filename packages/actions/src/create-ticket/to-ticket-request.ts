import { createHash } from "node:crypto";
import { type Invocation, type MessageOf, type MessageType, type Person, UserError } from "@cliq-actions/core";
import { cutText } from "@cliq-actions/core";
import { nameMentions } from "@cliq-actions/core";
import type { TicketRequest } from "./ticket-desk.ts";
import type { Requester } from "./ticket.ts";

/** Longest parts of a ticket in UTF-16 units: together at most a third of DynamoDB's 400 kB for one item. */
const ticketLimits = { subjectGraphemes: 120, subject: 1_000, body: 30_000, name: 200, email: 320 } as const;

const graphemes = new Intl.Segmenter();
/** Something to see: neither space nor control nor a character whose purpose is to be invisible. */
const visible = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** What the desk is asked for. Throws {@link UserError} when the message says nothing a ticket could be about. */
export function toTicketRequest(invocation: Invocation<"message" | "user", MessageType, false>): TicketRequest {
  const { message, mentions, user, keys } = invocation;
  const { subject, body } = wordsOf(message, (text) => nameMentions(text, mentions));
  return {
    organizationId: invocation.organizationId,
    businessKey: keys.business,
    deliveryKey: keys.delivery,
    subject: cutSubject(subject),
    body: cutBody(body.toWellFormed()),
    textHash: sha256(JSON.stringify([subject, body])),
    requester: toRequester(user),
    createdAt: invocation.at,
    messageKey: message.id ?? `sha256:${sha256(message.key)}`,
  };
}

function wordsOf(
  message: MessageOf<MessageType>,
  toWords: (text: string) => string,
): { subject: string; body: string } {
  if (message.type === "attachment") {
    return {
      subject: visible.test(message.file.name) ? message.file.name : "File",
      body: toWords(message.comment ?? ""),
    };
  }
  const text = toWords(message.text);
  const firstLine = text.split(/[\r\n\u2028\u2029]+/u).find((line) => visible.test(line));
  if (firstLine === undefined)
    throw new UserError("This message has no text to make a ticket of. Choose one with words in it.");
  return { subject: firstLine.trim(), body: text };
}

function cutSubject(line: string): string {
  const short = cutText(line.toWellFormed(), ticketLimits.subject);
  const seen = Array.from(graphemes.segment(short), ({ segment }) => segment);
  if (seen.length <= ticketLimits.subjectGraphemes) return short;
  return `${seen
    .slice(0, ticketLimits.subjectGraphemes - 1)
    .join("")
    .trimEnd()}…`;
}

function cutBody(text: string): string {
  if (text.length <= ticketLimits.body) return text;
  return `${cutText(text, ticketLimits.body)}\n[cut: the message has ${text.length} characters]`;
}

function toRequester({ id, name, email }: Person): Requester {
  return {
    id,
    name: cutText(name.toWellFormed(), ticketLimits.name),
    ...(email === undefined ? {} : { email: cutText(email.toWellFormed(), ticketLimits.email) }),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
