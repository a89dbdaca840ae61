import { findNames } from "../text/find-names.ts";
import type { MessageType } from "../vocabulary.ts";
import { type Block, substitutePrefix } from "./block.ts";
import { defined } from "./defined.ts";
import { findWords } from "./find-words.ts";
import type { AnyMessage, MessageFile } from "./message.ts";
import { parsePerson } from "./parse-person.ts";

/** A message that has nothing an action can work on: its sender and Cliq's word for its type. */
export interface UnsupportedMessage {
  readonly type: "unsupported";
  readonly wireType: string;
  readonly sender: string;
}

/**
 * A message from the wire in one of the action's types. Cliq's words for types are open: what holds a file is an
 * attachment, and whatever has words is text, also of bots, in cards and forwarded ones.
 * INFERRED: a file's `type` is "file" or "attachment"; what a link message says is UNKNOWN ("link", or "text" with an
 * address in it), so both are taken as a link where the action asks for links, else as text.
 */
export function parseMessage(message: Block, accepted: readonly MessageType[]): AnyMessage | UnsupportedMessage {
  const content = message.block("content");
  const wireType = message.text("type") ?? "text";
  const file = content?.block("file");
  const isFile = file !== undefined || wireType === "file" || wireType === "attachment";
  const comment = message.text("comment") ?? content?.text("comment");
  const text = message.text("text") ?? content?.text("text");
  const id = message.strictId("id");
  const senderBlock = message.block("sender");
  // What keys are made of is strict: without an id of its own, a message goes by its sender's.
  const sender = parsePerson(senderBlock, id === undefined ? senderBlock?.strictId("id") : undefined);
  const time = message.whole("time");
  const base = (...words: readonly string[]): { key: string; sender: typeof sender; id?: string; time?: number } => ({
    key:
      id ??
      substitutePrefix + JSON.stringify([sender.id ?? [sender.name], time ?? rawTime(message.fields.time), ...words]),
    sender,
    ...defined({ id, time }),
  });

  if (isFile && accepted.includes("attachment")) {
    const words = comment ?? text;
    return {
      ...base(text ?? "", comment ?? ""),
      type: "attachment",
      file: parseFile(file),
      ...defined({ comment: words, rawComment: words }),
    };
  }
  const isPlain = wireType === "text" || wireType === "link";
  const words = text ?? comment ?? (isPlain ? "" : findWords(message.fields));
  const type = wordsType(wireType, words, accepted);
  if (type === undefined || (words === "" && !isPlain)) return { type: "unsupported", wireType, sender: sender.name };
  return { ...base(words), type, text: words, rawText: words };
}

function wordsType(wireType: string, words: string, accepted: readonly MessageType[]): "text" | "link" | undefined {
  if (accepted.includes("link") && (wireType === "link" || hasAddress(words))) return "link";
  return accepted.includes("text") ? "text" : undefined;
}

function hasAddress(words: string): boolean {
  return /https?:\/\//i.test(words) && findNames(words).some(({ kind }) => kind === "web");
}

/** A time that cannot be read still tells two messages apart. */
function rawTime(time: unknown): string | null {
  return typeof time === "string" || typeof time === "number" ? String(time).slice(0, 64) : null;
}

function parseFile(file: Block | undefined): MessageFile {
  return {
    name: file?.text("name") ?? "file",
    ...defined({
      id: file?.id("id"),
      contentType: file?.text("type"),
      bytes: file?.block("dimensions")?.number("size"),
    }),
  };
}
