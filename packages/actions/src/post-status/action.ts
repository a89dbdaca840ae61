import { card, cutText, defineMessageAction, headline, openUrl, UserError } from "@cliq-actions/core";
import type { StatusPage } from "./status-page.ts";

/** What the status page takes. */
const longestChars = { title: 120, body: 5_000 } as const;

/** Publishes a message as an incident on the status page, once, however often it is asked for. */
export default defineMessageAction({
  name: "Post status",
  hint: "Publish this message on the status page",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],

  async execute({ message, keys }, { statusPage }: { statusPage: StatusPage }) {
    const text = message.text.toWellFormed();
    const line = headline(text);
    if (line === undefined) throw new UserError("This message has no text to publish.");
    const title = cutText(line, longestChars.title);
    const incident = await statusPage.publish({ key: keys.business, title, body: cutText(text, longestChars.body) });
    return card({
      title: "Published on the status page",
      text: title,
      buttons: [openUrl("Open incident", incident.url)],
    });
  },
});
