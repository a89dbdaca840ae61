import type { MessageType } from "../declaration/vocabulary.ts";

/** A person as Cliq describes them; only the id is certain, the rest depends on consent and organisation. */
export interface Person {
  /** Cliq's id; a string even where the wire has a number. */
  readonly id: string;
  /** What to call them: full name, else e-mail address, else id. Written by people: never markup. */
  readonly name: string;
  readonly email?: string;
  /** Language tag such as "en"; the person's own setting. */
  readonly language?: string;
  readonly country?: string;
  /** IANA name such as "Asia/Calcutta"; capitalisation varies on the wire. */
  readonly timezone?: string;
}

interface MessageBase {
  /** Absent in Zoho's own sample; use `key` to tell messages apart. */
  readonly id?: string;
  /** Stable for one message: its id, else sender, time and text. */
  readonly key: string;
  readonly sender: Person;
  /** When it was sent, in milliseconds since the epoch; absent when Cliq does not say. */
  readonly time?: number;
}

/** A message of words. */
export interface TextMessage extends MessageBase {
  readonly type: "text";
  readonly text: string;
}

/** A message that holds a link. */
export interface LinkMessage extends MessageBase {
  readonly type: "link";
  readonly text: string;
}

/** A file with an optional comment. */
export interface AttachmentMessage extends MessageBase {
  readonly type: "attachment";
  readonly file: MessageFile;
  readonly comment?: string;
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

/** A mention inside a text, where Cliq leaves a placeholder. */
export interface Mention {
  readonly id: string;
  readonly name: string;
}
