import { serveMessageAction } from "@cliq-actions/aws/serve-message-action";
import { card, defineMessageAction } from "@cliq-actions/core";

const action = defineMessageAction({
  name: "One card",
  hint: "Answer with a card",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  execute: ({ message }) => card({ title: "Done", text: message.text }),
});

/** The smallest action that answers a card. */
export const handler = serveMessageAction(action, {});
