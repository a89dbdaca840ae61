import type { Operation } from "../rest/operation.ts";
import { postToChat } from "./post-to-chat.ts";

/** The endpoint that posts to a chat; INFERRED of its 50 a minute, for two documents say 20 (`thresholds` changes it). */
export const chatOperations: readonly Operation[] = [
  {
    name: "postToChat",
    method: "POST",
    path: "/chats/{CHAT_ID}/messages",
    scope: "Webhooks.CREATE",
    perMinute: 50,
    lockMs: 10 * 60_000,
    typicalRefusal: "chat_not_found",
    run: postToChat,
  },
];
