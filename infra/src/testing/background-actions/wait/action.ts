import { banner, defineMessageAction, text } from "@cliq-actions/core";

/** Waits as many seconds as its message says, and answers: at once where that is soon, else after the click. */
export default defineMessageAction({
  name: "Wait",
  hint: "Wait as many seconds as the message says",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],
  background: { acknowledge: banner("It takes a while."), when: "late" },

  async execute({ message, signal }) {
    const seconds = Number(/^\d{1,2}/.exec(message.text)?.[0] ?? 0);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve(undefined);
      });
    });
    return text(`Waited ${seconds} seconds.`);
  },
});
