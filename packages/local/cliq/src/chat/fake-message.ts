import type { FakeBot } from "./fake-bot.ts";
import type { FakePerson } from "./fake-person.ts";

/** A conversation; its first member is its owner. */
export interface FakeChat {
  id: string;
  title: string;
  type: "channel" | "dm" | "chat" | "thread";
  /** Of a thread: the chat it is in. */
  parentId?: string;
  members: readonly FakePerson[];
}

/** A file that somebody sent. */
export interface FakeFile {
  name: string;
  id: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

/** What a message says: words, perhaps with a link or mentions in them, or a file. */
type FakeMessageContent =
  | {
      type: "text" | "link";
      /** As people see it: a mention is written `@` and the name. */
      text: string;
      mentions?: readonly { name: string; id: string }[];
    }
  | {
      type: "attachment";
      file: FakeFile;
      comment?: string;
    };

/** One message in a chat; `time` in milliseconds since 1970. */
export type FakeMessage = { id: string; sender: FakePerson | FakeBot; time: number } & FakeMessageContent;

/** What Cliq takes a message for when it decides which actions to offer. */
export type MessageType = "text" | "link" | "attachment";

/** The message type of a message: a file is an attachment, words with a URL in them are a link. */
export function messageTypeOf(message: FakeMessage): MessageType {
  if (message.type === "text" && /\bhttps?:\/\/\S/i.test(message.text)) return "link";
  return message.type;
}
