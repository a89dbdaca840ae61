import { defineMessageAction } from "@cliq-actions/core";
import { again } from "./again.ts";
import { note } from "./note.ts";

/** Asks for a note with a form, and answers with a button that edits the answer. */
export default defineMessageAction({
  name: "Ask form",
  hint: "Write a note about this message",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  functions: { note, again },

  execute: ({ message }) => note.open({ context: { about: message.text }, prefill: { words: message.text } }),
});
