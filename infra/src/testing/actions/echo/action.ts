import { defineMessageAction, text } from "@cliq-actions/core";

/** Answers with the message's own words: the smallest action there is. */
export default defineMessageAction({
  name: "Echo",
  hint: "Answer with the words of this message",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],

  execute: ({ message }) => text(message.text),
});
