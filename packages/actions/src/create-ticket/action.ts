import { defineMessageAction } from "@cliq-actions/core";
import { renderExistingTicket, renderOpenedTicket } from "./render-ticket.ts";
import type { TicketDesk } from "./ticket-desk.ts";
import { toTicketRequest } from "./to-ticket-request.ts";

/** Opens a ticket about a message, once, however often and by however many people it is asked for. */
export default defineMessageAction({
  name: "Create ticket",
  hint: "Turn this message into a support ticket",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user"],

  async execute(invocation, { desk }: { desk: TicketDesk }) {
    const request = toTicketRequest(invocation);
    const { ticket, byThisClick } = await desk.open(request);
    if (byThisClick) return renderOpenedTicket(ticket);
    return renderExistingTicket(ticket, request.requester, request.textHash !== ticket.textHash);
  },
});
