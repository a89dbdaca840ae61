import type { AnyMessage } from "./message.ts";
import type { Mention } from "./person.ts";

/**
 * INFERRED from the message object of bots (docs/cliq.md): Cliq leaves a placeholder for each mention and tells them in
 * `mentions`, in order.
 */
const placeholder = "{@}";

/** Text with the names of the people it mentions; where the counts differ, the text stays as it is. */
export function nameMentions(text: string, mentions: readonly { readonly name: string }[]): string {
  const parts = text.split(placeholder);
  if (parts.length !== mentions.length + 1) return text;
  return parts.reduce((named, part, index) => `${named}@${mentions[index - 1]?.name.replace(/^@/, "")}${part}`);
}

/**
 * Messages with the names of the people they mention. How Cliq shares the mentions of an event among several messages
 * is UNKNOWN: where there is one for each placeholder they are dealt in order; else they are taken as those of the
 * message the action was performed on, if they fit; else the texts stay as they are.
 */
export function nameSelection(
  messages: readonly AnyMessage[],
  mentions: readonly Mention[],
  clickedId: string | undefined,
): readonly AnyMessage[] {
  const counts = messages.map((message) => wordsOf(message).split(placeholder).length - 1);
  const isWhole = counts.reduce((sum, count) => sum + count, 0) === mentions.length;
  let dealt = 0;
  return messages.map((message, index) => {
    if (isWhole) return named(message, mentions.slice(dealt, (dealt += counts[index] ?? 0)));
    return clickedId !== undefined && message.id === clickedId ? named(message, mentions) : message;
  });
}

function wordsOf(message: AnyMessage): string {
  return (message.type === "attachment" ? message.rawComment : message.rawText) ?? "";
}

function named(message: AnyMessage, mentions: readonly Mention[]): AnyMessage {
  const words = nameMentions(wordsOf(message), mentions);
  if (message.type !== "attachment") return { ...message, text: words };
  return message.rawComment === undefined ? message : { ...message, comment: words };
}
