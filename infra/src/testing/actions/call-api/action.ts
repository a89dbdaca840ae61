import { banner, defineMessageAction } from "@cliq-actions/core";
import type { NoticeBoard } from "./notice-board.ts";

/** Posts a message to a system outside AWS. */
export default defineMessageAction({
  name: "Call API",
  hint: "Post this message to the notice board",
  scope: "organization",
  messageTypes: ["text"],
  permissions: ["message"],

  async execute({ message, keys }, { board }: { board: NoticeBoard }) {
    return banner(`Posted as notice ${await board.post(keys.business, message.text)}`);
  },
});
