import type { MessageType } from "../vocabulary.ts";
import type { Person } from "./person.ts";

interface MessageBase {
  /** Absent in Zoho's own sample; use `key` to tell messages apart. */
  readonly id?: string;
  /** Stable for one message: its id, else "no-id:" with sender, time and text, which no id begins with. */
  readonly key: string;
  readonly sender: Person;
  /** When it was sent, in milliseconds since the epoch; absent when Cliq does not say. */
  readonly time?: number;
}

interface WordsMessage extends MessageBase {
  /** With the names of the people it mentions. */
  readonly text: string;
  /** As Cliq sent it: a placeholder `{@}` for each mention. */
  readonly rawText: string;
}

/** A message of words. */
export interface TextMessage extends WordsMessage {
  readonly type: "text";
}

/** A message that holds a link. */
export interface LinkMessage extends WordsMessage {
  readonly type: "link";
}

/** A file with an optional comment. */
export interface AttachmentMessage extends MessageBase {
  readonly type: "attachment";
  readonly file: MessageFile;
  /** With the names of the people it mentions. */
  readonly comment?: string;
  /** As Cliq sent it: a placeholder `{@}` for each mention. */
  readonly rawComment?: string;
}

/** What the event tells about a file; its bytes are fetched through `attachments`. */
export interface MessageFile {
  readonly name: string;
  readonly id?: string;
  /** Media type such as "application/pdf". */
  readonly contentType?: string;
  readonly bytes?: number;
}

interface MessageByType {
  text: TextMessage;
  link: LinkMessage;
  attachment: AttachmentMessage;
}

/** The message shapes of the declared types. */
export type MessageOf<T extends MessageType> = MessageByType[T];

/** A message of any type. */
export type AnyMessage = MessageOf<MessageType>;
