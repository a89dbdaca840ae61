import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { type Fields, optionalFields, optionalId, optionalText } from "./fields.ts";

/** What admission decides on, before anything else of the event is looked at. */
export interface Envelope {
  /** `timestamp`: when the person chose the action, in milliseconds since the epoch. */
  readonly at: number;
  /** `params.access.organization.id`; undefined when the event does not say. */
  readonly organizationId: string | undefined;
  /** `params.access.user_id`: who chose the action, sent whatever the permissions (INFERRED, protocol page 2.3). */
  readonly userId: string | undefined;
  /** `params.access.chat_id`. */
  readonly chatId: string | undefined;
  /** `params.access.message_id`. */
  readonly messageId: string | undefined;
  readonly params: Fields;
}

/** 2001 to 5138: anything outside is seconds, or not a time at all. */
const plausible = { from: 1e12, to: 1e14 };

/**
 * The outer part of the event Cliq posts to `execution_url`.
 * INFERRED (protocol page 2.2): a standalone v3 webhook action uses the envelope of Zoho's published sample.
 * `type` and `handler.type` may be absent; when present they must be a message action's.
 */
export function parseEnvelope(value: unknown): Envelope {
  const body = optionalFields(value, "body");
  if (body === undefined) throw new MalformedInvocation("body", "an object");
  expectWord(body.type, "type", "messageaction");
  expectWord(optionalFields(body.handler, "handler")?.type, "handler.type", "execution_handler");
  const params = optionalFields(body.params, "params") ?? {};
  const access = optionalFields(params.access, "params.access");
  const organization = optionalFields(access?.organization, "params.access.organization");
  return {
    at: parseTimestamp(body.timestamp),
    organizationId: optionalId(organization?.id, "params.access.organization.id"),
    userId: optionalId(access?.user_id, "params.access.user_id"),
    chatId: optionalId(access?.chat_id, "params.access.chat_id"),
    messageId: optionalId(access?.message_id, "params.access.message_id"),
    params,
  };
}

function expectWord(value: unknown, path: string, word: string): void {
  const text = optionalText(value, path);
  if (text !== undefined && text !== word) throw new MalformedInvocation(path, `"${word}"`);
}

function parseTimestamp(value: unknown): number {
  if (Number.isSafeInteger(value)) {
    const at = value as number;
    if (at >= plausible.from && at < plausible.to) return at;
  }
  throw new MalformedInvocation("timestamp", "whole milliseconds since the epoch");
}
