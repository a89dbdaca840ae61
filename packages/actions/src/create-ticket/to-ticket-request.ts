import { headline, type Invocation, isBlank, type MessageOf, type MessageType, UserError } from "@cliq-actions/core";
import type { TicketRequest } from "@cliq-actions/desks/ticket-desk";
import { toTicketRequest as toRequest } from "@cliq-actions/desks/to-ticket-request";

/** What the desk is asked for. Throws {@link UserError} when the message says nothing a ticket could be about. */
export function toTicketRequest(
  invocation: Invocation<"message" | "user" | "chat", MessageType, false>,
): TicketRequest {
  const { message, chat } = invocation;
  return toRequest(invocation, {
    ...readMessage(message),
    messageId: message.id,
    origin: {
      chat: chat.title,
      author: message.sender.name,
      fileNames: message.type === "attachment" ? [message.file.name] : undefined,
    },
  });
}

function readMessage(message: MessageOf<MessageType>): { subject: string; body: string } {
  if (message.type === "attachment") {
    const { name } = message.file;
    return { subject: isBlank(name) ? "File" : name, body: message.comment ?? "" };
  }
  const { text } = message;
  const subject = headline(text);
  if (subject === undefined)
    throw new UserError("This message has no text to make a ticket of. Choose one with words in it.");
  return { subject, body: text };
}
