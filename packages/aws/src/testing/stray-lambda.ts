import { banner, defineMessageAction } from "@cliq-actions/core";
import { serveMessageAction } from "../serve-message-action.ts";

const action = defineMessageAction({
  name: "Stray",
  hint: "Fails where nobody waits",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  execute: async ({ message }) => {
    if (message.text === "callback") setImmediate(() => fail());
    if (message.text === "promise") void Promise.reject(new RangeError("CANARY"));
    if (message.text === "later") setTimeout(() => fail(), 50);
    if (message.text === "callback" || message.text === "promise") await new Promise<never>(() => undefined);
    return banner("Done");
  },
});

function fail(): never {
  throw new RangeError("CANARY");
}

/** A function whose code fails where nobody waits for it: for the test of stray errors. */
export const handler = serveMessageAction(action, undefined);
