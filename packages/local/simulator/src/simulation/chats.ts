import type { ChatPost, FakeChat, FakeMessage, FakePerson } from "@cliq-actions/fake-cliq";
import type { Conversation, ConversationMessage } from "./conversation.ts";
import { wordsOf } from "./words-of.ts";
import { UnknownSubject } from "./unknown-subject.ts";

/** What somebody writes: words, or a file with or without words. */
export interface Writing {
  readonly text: string;
  readonly file?: { readonly name: string; readonly contentType: string; readonly size: number };
}

/** What people do in their chats; each throws a sentence when it is not theirs to do. */
export interface Chats {
  findPerson(id: string): FakePerson;
  findMessages(ids: readonly string[]): FakeMessage[];
  /** Where these messages are, which a person has to be in. */
  findChat(messageIds: readonly string[], person: FakePerson): FakeChat;
  isKnown(messageId: string): boolean;
  write(personId: string, chatId: string, writing: Writing): ConversationMessage;
  /** What came through the API; nothing when it is for a chat that is not here. */
  post(post: ChatPost): ConversationMessage | undefined;
  /** What came through the API says something else now. */
  replace(messageId: string, output: Readonly<Record<string, unknown>>): ConversationMessage;
  /** Somebody changes the words of a message of their own. */
  edit(personId: string, messageId: string, text: string): ConversationMessage;
  /** Somebody takes a message of their own away. */
  remove(personId: string, messageId: string): void;
}

/** The chats of a conversation, which grows and changes with what is done. */
export function openChats({ chats, messages }: Conversation): Chats {
  const [{ chat: channel }] = chats;
  /** When something was last written: what was taken away meanwhile leaves its time, and with it its id, to nobody. */
  let latest = 0;
  const findPerson = (id: string): FakePerson => {
    const person = channel.members.find((member) => member.id === id);
    if (person === undefined) throw new UnknownSubject(`Nobody in this channel has the id ${id}.`);
    return person;
  };
  const find = (id: string): ConversationMessage => {
    const found = messages.find(({ message }) => message.id === id);
    if (found === undefined) throw new UnknownSubject(`No message in this channel has the id ${id}.`);
    return found;
  };
  const enter = (chatId: string, person: FakePerson): FakeChat => {
    const chat = chats.find((place) => place.chat.id === chatId)?.chat;
    if (chat === undefined) throw new UnknownSubject(`There is no chat with the id ${chatId}.`);
    if (chat.members.some(({ id }) => id === person.id)) return chat;
    throw new UnknownSubject(`${person.firstName} is not in "${chat.title}".`);
  };
  const findOwn = (personId: string, messageId: string): ConversationMessage => {
    const found = find(messageId);
    if (found.message.sender.id === personId) return found;
    throw new UnknownSubject("A message can be changed by who wrote it, and by nobody else.");
  };

  return {
    findPerson,
    findMessages: (ids) => ids.map((id) => find(id).message),
    findChat(messageIds, person) {
      const [first, ...others] = new Set(messageIds.map((id) => find(id).chatId));
      if (others.length > 0) throw new UnknownSubject("Messages of several chats cannot be chosen together.");
      return enter(first ?? channel.id, person);
    },
    isKnown: (id) => messages.some(({ message }) => message.id === id),
    write(personId, chatId, { text, file }) {
      const sender = findPerson(personId);
      enter(chatId, sender);
      const time = Math.max(Date.now(), (messages.at(-1)?.message.time ?? 0) + 1, latest + 1);
      latest = time;
      const id = `${time}_${130_720_100 + messages.length}`;
      const message: FakeMessage =
        file === undefined
          ? { id, sender, time, type: "text", text }
          : {
              id,
              sender,
              time,
              type: "attachment",
              file: { ...file, id: `f${time.toString(16)}` },
              ...(text !== "" && { comment: text }),
            };
      const written = { message, chatId };
      messages.push(written);
      return written;
    },
    post({ id, chatId, sender, replyTo, output, at }) {
      if (chats.every(({ chat }) => chat.id !== chatId)) return undefined;
      const time = Math.max(at, (messages.at(-1)?.message.time ?? 0) + 1, latest + 1);
      latest = time;
      const message: FakeMessage = { id, sender, time, type: "text", text: wordsOf(output) };
      const posted = { message, chatId, output, ...(replyTo !== undefined && { replyTo }) };
      messages.push(posted);
      return posted;
    },
    replace(messageId, output) {
      const found = find(messageId);
      const changed = { ...found, message: { ...found.message, text: wordsOf(output) } as FakeMessage, output };
      messages[messages.indexOf(found)] = changed;
      return changed;
    },
    edit(personId, messageId, text) {
      const found = findOwn(personId, messageId);
      const { message } = found;
      const changed: FakeMessage = message.type === "attachment" ? { ...message, comment: text } : { ...message, text };
      const edited = { ...found, message: changed };
      messages[messages.indexOf(found)] = edited;
      return edited;
    },
    remove(personId, messageId) {
      messages.splice(messages.indexOf(findOwn(personId, messageId)), 1);
    },
  };
}
