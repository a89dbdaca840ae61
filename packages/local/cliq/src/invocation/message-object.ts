import { findNames } from "@cliq-actions/core";
import type { FakeBot } from "../chat/fake-bot.ts";
import { type FakeMessage, messageTypeOf } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";

/** How messages are written in an event, where sources differ. */
export interface MessageStyle {
  messageIds: "present" | "absent";
  linkMessageType: "text" | "link";
}

/**
 * A message as an event carries it. Shape of Zoho's published sample; with ids, that of its message-object page.
 * UNKNOWN: the `type` of a message with a link.
 */
export function toMessageObject(message: FakeMessage, style: MessageStyle): object {
  const time = String(message.time);
  const identity = style.messageIds === "present" && { is_read: false, ack_key: time, id: message.id };
  const envelope = { ...identity, sender: toSenderObject(message.sender), time };
  if (message.type === "attachment") {
    const { file, comment } = message;
    return {
      ...envelope,
      type: "file",
      content: {
        file: { name: file.name, id: file.id, type: file.contentType, dimensions: { size: file.size } },
        ...(comment !== undefined && { comment }),
      },
      ...(comment !== undefined && { comment }),
    };
  }
  const text = withPlaceholders(message.text, message.mentions ?? []);
  return {
    ...envelope,
    text,
    type: messageTypeOf(message) === "link" ? style.linkMessageType : "text",
    ...(identity && { content: { text } }),
  };
}

/** Who wrote a message. UNKNOWN of a bot: the two keys that Zoho's SDK gives the senders of recent messages. */
function toSenderObject(sender: FakePerson | FakeBot): object {
  return "name" in sender ? { name: sender.name, id: sender.id } : toUserObject(sender);
}

/** A person, as a sender or as the one who clicks. */
export function toUserObject(person: FakePerson): object {
  return {
    country: person.country,
    timezone: person.timezone,
    last_name: person.lastName,
    language: person.language,
    id: person.id,
    first_name: person.firstName,
    email: person.email,
  };
}

/** The people mentioned, in the order of the placeholders. */
export function toMentions(message: FakeMessage): object[] {
  const mentions = message.type === "attachment" ? [] : (message.mentions ?? []);
  return mentions.map(({ name, id }) => ({ name: `@${name}`, dname: `@${name}`, id, type: "user" }));
}

// Documented for bots: the text holds `{@}`, the details sit in `mentions`.
function withPlaceholders(text: string, mentions: readonly { name: string }[]): string {
  const names = mentions.map(({ name }) => name);
  let [done, from, next] = ["", 0, 0];
  for (const { start, end } of findNames(text, names)) {
    const index = names.indexOf(text.slice(start + 1, end), next);
    if (index === -1) continue;
    done += `${text.slice(from, start)}{@}`;
    [from, next] = [end, index + 1];
  }
  return done + text.slice(from);
}
