import { banner, card, copyText, defineMessageAction, UpstreamFailed, UserError } from "@cliq-actions/core";
import type { Notes } from "./notes.ts";

/** Keeps a note of each message, after the click. What its text begins with makes it fail. */
export default defineMessageAction({
  name: "Keep later",
  hint: "Keep a note of this message, in the background",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message", "chat"],
  background: { acknowledge: ({ message }) => banner(`"${message.text}" is being kept.`), timeoutSeconds: 30 },

  async execute({ message, keys }, { notes }: { notes: Notes }) {
    if (message.text.startsWith("!explain")) throw new UserError("That is not to be kept.");
    if (message.text.startsWith("!fail")) throw new UpstreamFailed("note store", { status: 503 });
    await notes.keep(keys.business, message.text);
    return card({ title: "Note kept", text: message.text, buttons: [copyText("Copy its key", keys.business)] });
  },
});
