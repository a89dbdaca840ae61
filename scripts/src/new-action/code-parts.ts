import type { Blueprint, MessageTypeName } from "./blueprint.ts";

/** Text of files by their name in the action's folder. */
export type Sources = Readonly<Record<string, string>>;

/** A text as TypeScript writes it. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** A text in quotes, for a comment: nothing in it ends that. */
export function quoteInComment(text: string): string {
  return inComment(quote(text));
}

function inComment(text: string): string {
  return text.replaceAll("*/", "* /");
}

/** What a comment says of the action. */
export function commentOf({ hint }: Blueprint): string {
  const sentence = inComment(hint);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** The list of message types. */
export function typesOf(blueprint: Blueprint): string {
  return `[${blueprint.messageTypes.map(quote).join(", ")}]`;
}

/** The expression for what a message says, by the kinds it can be of. */
export function textOf(types: readonly MessageTypeName[]): string {
  if (!types.includes("attachment")) return "message.text";
  return types.length === 1 ? "message.file.name" : 'message.type === "attachment" ? message.file.name : message.text';
}

/** The test kit's event that the action's test begins with. */
export function firstEvent({ messageTypes: [first = "text"], multiSelectable }: Blueprint): string {
  return multiSelectable && first === "text" ? "several-texts" : `${first}-message`;
}

/** How the message of that event begins: what a test can expect to see. */
export function messageOf({ messageTypes: [first = "text"] }: Blueprint): string {
  return { text: "The login page shows an error", link: "See ", attachment: "error" }[first];
}
