import { messageTypeOf } from "@cliq-actions/fake-cliq";
import { expect, test } from "vitest";
import { type Chats, openChats } from "./chats.ts";
import { type Conversation, startConversation } from "./conversation.ts";
import { people } from "./people.ts";

function start(): Conversation & { readonly opened: Chats; readonly idIn: (type: string) => string } {
  const conversation = startConversation(Date.now());
  const idIn = (type: string): string => conversation.chats.find(({ chat }) => chat.type === type)?.chat.id ?? "";
  return { ...conversation, opened: openChats(conversation), idIn };
}
const firstIn = ({ messages }: Conversation, chatId: string): string =>
  messages.find((message) => message.chatId === chatId)?.message.id ?? "";

test("there is a channel with everybody, a thread in it, and a direct chat of two", () => {
  const { chats } = start();
  expect(chats.map(({ chat }) => chat.type)).toEqual(["channel", "thread", "dm"]);
  const [channel, thread, direct] = chats.map(({ chat }) => chat);
  expect(channel?.members).toHaveLength(Object.keys(people).length);
  expect(thread?.parentId).toBe(channel?.id);
  expect(direct?.members).toHaveLength(2);
});

test("a bot, a guest and somebody who writes from right to left are in the channel", () => {
  const { messages } = start();
  const senders = messages.map(({ message }) => message.sender);
  expect(senders.some((sender) => "name" in sender)).toBe(true);
  expect(senders.some((sender) => "guest" in sender && sender.guest === true)).toBe(true);
  expect(messages.some(({ message }) => message.type === "text" && /\p{sc=Arabic}/u.test(message.text))).toBe(true);
});

test("messages are chosen in one chat, by somebody who is in it", () => {
  const conversation = start();
  const { opened, idIn } = conversation;
  const [said, direct] = [firstIn(conversation, idIn("channel")), firstIn(conversation, idIn("dm"))];
  expect(opened.findChat([direct], people.amira).type).toBe("dm");
  expect(() => opened.findChat([direct], people.priya)).toThrow('Priya is not in "Scott Fisher, Amira Benali".');
  expect(() => opened.findChat([said, direct], people.amira)).toThrow("Messages of several chats");
});

test("a person writes words and files, in chats of their own", () => {
  const { opened, idIn, messages } = start();
  const words = opened.write(people.amira.id, idIn("dm"), { text: "see https://a.example" });
  expect([words.chatId, messageTypeOf(words.message)]).toEqual([idIn("dm"), "link"]);
  const file = { name: "a.pdf", contentType: "application/pdf", size: 7 };
  const sent = opened.write(people.amira.id, idIn("dm"), { text: "", file });
  expect(sent.message).toMatchObject({ type: "attachment", file });
  expect("comment" in sent.message).toBe(false);
  expect(messages.slice(-2)).toEqual([words, sent]);
  expect(words.message.id).not.toBe(sent.message.id);
  expect(() => opened.write(people.kenji.id, idIn("dm"), { text: "x" })).toThrow("Kenji is not in");
  expect(() => opened.write(people.kenji.id, "nowhere", { text: "x" })).toThrow("There is no chat");
});

test("a message is changed and taken away by who wrote it alone, and keeps its id and place", () => {
  const conversation = start();
  const { opened, idIn, messages } = conversation;
  const { message } = opened.write(people.kenji.id, idIn("channel"), { text: "frist" });
  opened.write(people.amira.id, idIn("channel"), { text: "later" });
  expect(() => opened.edit(people.amira.id, message.id, "x")).toThrow("by who wrote it");
  expect(() => opened.remove(people.amira.id, message.id)).toThrow("by who wrote it");
  opened.edit(people.kenji.id, message.id, "first");
  expect(messages.at(-2)?.message).toEqual({ ...message, text: "first" });
  opened.remove(people.kenji.id, message.id);
  expect(opened.isKnown(message.id)).toBe(false);
  expect(messages.at(-1)?.message).toMatchObject({ text: "later" });
});

test("an id is never given twice, also after a message was taken away", () => {
  const { opened, idIn } = start();
  const one = opened.write(people.kenji.id, idIn("channel"), { text: "one" }).message.id;
  opened.remove(people.kenji.id, one);
  expect(opened.write(people.kenji.id, idIn("channel"), { text: "two" }).message.id).not.toBe(one);
});
