import { defineMessageAction, list, text } from "@cliq-actions/core";
import type { Files } from "./files.ts";

/** Stores up to 25 messages as one file. */
export default defineMessageAction({
  name: "Store file",
  hint: "Store these messages as one file",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user", "chat"],
  multiSelectable: true,

  async execute({ messages, user, chat, keys }, { files }: { files: Files }) {
    const words = messages.map((message) => (message.type === "attachment" ? message.file.name : message.text));
    const name = `${keys.business}.json`;
    await files.save(name, JSON.stringify({ chat: chat.id, by: user.name, words }));
    return text(`Stored ${messages.length === 1 ? "one message" : `${messages.length} messages`}`, {
      slides: [list([name])],
    });
  },
});
