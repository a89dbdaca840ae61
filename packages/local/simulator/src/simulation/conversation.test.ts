import { messageTypeOf } from "@cliq-actions/fake-cliq";
import { expect, test } from "vitest";
import { startConversation } from "./conversation.ts";

const now = Date.UTC(2026, 10, 22, 19, 0);

test("the channel has every kind of message, in order, from people with different languages", () => {
  const {
    messages,
    chats: [{ chat }],
  } = startConversation(now);
  const times = messages.map(({ message }) => message.time);
  expect(new Set(messages.map(({ message }) => messageTypeOf(message)))).toEqual(
    new Set(["text", "link", "attachment"]),
  );
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(new Set(messages.map(({ message }) => message.id)).size).toBe(messages.length);
  expect(new Set(chat.members.map(({ language }) => language)).size).toBeGreaterThanOrEqual(4);
});

test("every answer answers an earlier message, and who is mentioned is in the text", () => {
  const { messages } = startConversation(now);
  for (const [index, { message, replyTo }] of messages.entries()) {
    if (replyTo !== undefined) expect(messages.findIndex((other) => other.message.id === replyTo)).toBeLessThan(index);
    if (message.type !== "attachment")
      for (const { name } of message.mentions ?? []) expect(message.text).toContain(`@${name}`);
  }
  expect(messages.some(({ replyTo }) => replyTo !== undefined)).toBe(true);
});
