import { type Block, substitutePrefix } from "./block.ts";
import type { AnyMessage } from "./message.ts";
import type { Envelope } from "./parse-envelope.ts";

/**
 * What makes two clicks the same piece of business: organisation, chat, action and the chosen messages, in
 * whatever order they were selected. An unambiguous string (JSON), to be hashed; parts can hold any character.
 */
export function businessKeySource(
  slug: string,
  { organizationId = "", at }: Envelope,
  access: Block | undefined,
  messages: readonly AnyMessage[],
): string {
  return JSON.stringify([
    organizationId,
    access?.strictId("chat_id") ?? "",
    slug,
    ...messageKeys(at, access, messages),
  ]);
}

function messageKeys(at: number, access: Block | undefined, messages: readonly AnyMessage[]): string[] {
  const only = messages.length === 1 ? messages[0] : undefined;
  if (messages.length > 0 && (only === undefined || only.id !== undefined)) {
    return [...new Set(messages.map((message) => message.key))].toSorted();
  }
  // No message, or one without an id: the event's own message id if it has one. Read here, and strictly, because no
  // other click depends on it.
  const known = access?.strictId("message_id") ?? only?.key;
  return [known ?? substitutePrefix + JSON.stringify([access?.strictId("user_id") ?? "", at])];
}
