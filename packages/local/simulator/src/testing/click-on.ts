import { eventOf } from "@cliq-actions/core/testing";

/** The body of a click on a message of its own, by Ana Gil unless `user` says otherwise. */
export function clickOn(
  messageId: string,
  {
    organization,
    timestamp = Date.now(),
    user = {},
    text = "It is broken 🔥",
  }: { organization: string; timestamp?: number; user?: object; text?: string },
): string {
  const sender = { id: "7", first_name: "Ana" };
  const message = { id: messageId, type: "text", text, time: "1707283711000", sender };
  return JSON.stringify(
    eventOf("text-message", {
      timestamp,
      params: {
        message,
        messages: { count: 1, list: [message] },
        access: { user_id: "7", chat_id: "CT_1", organization: { type: "company", id: organization } },
        user: { id: "7", first_name: "Ana", last_name: "Gil", ...user },
      },
    }),
  );
}
