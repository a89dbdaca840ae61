import { defineMessageAction, headline } from "@cliq-actions/core";
import { acknowledge, resolve } from "./incident-card.ts";
import { report } from "./report-form.ts";

/** Opens a form about a message, whose answer is a ticket with buttons. */
export default defineMessageAction({
  name: "Report incident",
  hint: "Open an incident about this message",
  scope: "organization",
  messageTypes: ["text", "link"],
  permissions: ["message", "chat"],
  functions: { report, acknowledge, resolve },

  execute({ message, chat, keys }) {
    return report.open({
      context: {
        business: keys.business,
        messageId: message.id ?? "",
        chat: chat.title ?? "",
        author: message.sender.name,
      },
      prefill: { title: headline(message.text), description: message.text },
    });
  },
});
