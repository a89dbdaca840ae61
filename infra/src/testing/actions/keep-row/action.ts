import { banner, card, copyText, defineMessageAction } from "@cliq-actions/core";
import type { Rows } from "./rows.ts";

/** Keeps one row per message, however often and by however many people it is asked for. */
export default defineMessageAction({
  name: "Keep row",
  hint: "Keep this message as one row of a table",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user"],

  async execute({ message, user, keys }, { rows }: { rows: Rows }) {
    const row = await rows.keep({
      businessKey: keys.business,
      deliveryKey: keys.delivery,
      words: message.type === "attachment" ? message.file.name : message.text,
      by: user.name,
    });
    if (!row.byThisClick) return banner(`Already kept by ${row.by}`);
    return card({ title: "Row kept", text: row.words, buttons: [copyText("Copy its key", keys.business)] });
  },
});
