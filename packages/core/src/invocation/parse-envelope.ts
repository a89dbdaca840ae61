import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { Block, type Fields, isFields } from "./block.ts";

/** What admission decides on, before anything else of the event is looked at. */
export interface Envelope {
  /** `timestamp`: when the person chose the action, in milliseconds since the epoch. */
  readonly at: number;
  /** `params.access.organization.id`; undefined when the event does not say. */
  readonly organizationId: string | undefined;
  readonly params: Fields;
  /** The whole event, for what is read of it once its organisation is known. */
  readonly fields: Fields;
}

/** 2001 to 5138: anything outside is seconds, or not a time at all. */
const plausible = { from: 1e12, to: 1e14 };

/**
 * The outer part of the [event](https://www.zoho.com/cliq/help/platform/build-url-invoke-type-extensions.html) that
 * Cliq posts to `execution_url`; what is read here is strict.
 * INFERRED (docs/cliq.md): a standalone v3 webhook action uses the envelope of Zoho's published sample.
 * What kind of event it is comes later, once the person may be answered: {@link expectMessageAction}.
 */
export function parseEnvelope(value: unknown): Envelope {
  if (!isFields(value)) throw new MalformedInvocation("body", "an object");
  const params = fieldsOf(value, "params", "") ?? {};
  const access = new Block(params, "params", ignore).strictBlock("access");
  return {
    at: parseTimestamp(value.timestamp),
    organizationId: access?.strictBlock("organization")?.strictId("id"),
    params,
    fields: value,
  };
}

/** `params.access.chat_id`; read once the person may be told what is wrong with it. */
export function chatIdOf({ params }: Envelope): string | undefined {
  return new Block(params, "params", ignore).strictBlock("access")?.strictId("chat_id");
}

/** Throws unless the event is a click on a message action: `type` and `handler.type` may be absent, but not another's. */
export function expectMessageAction({ fields }: Envelope): void {
  const handler = fieldsOf(fields, "handler", "");
  expectWord(fields, "type", "", "messageaction");
  if (handler !== undefined) expectWord(handler, "type", "handler.", "execution_handler");
}

/** What is strict throws; there is nothing to report. */
function ignore(): void {}

function fieldsOf(parent: Fields, name: string, path: string): Fields | undefined {
  const value = parent[name] ?? undefined;
  if (value === undefined || isFields(value)) return value;
  throw new MalformedInvocation(path + name, "an object");
}

function expectWord(parent: Fields, name: string, path: string, word: string): void {
  const value = parent[name] ?? "";
  if (value !== "" && value !== word) throw new MalformedInvocation(path + name, `"${word}"`);
}

function parseTimestamp(value: unknown): number {
  if (Number.isSafeInteger(value)) {
    const at = value as number;
    if (at >= plausible.from && at < plausible.to) return at;
  }
  throw new MalformedInvocation("timestamp", "whole milliseconds since the epoch");
}
