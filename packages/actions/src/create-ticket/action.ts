import {
  card,
  copyText,
  defineMessageAction,
  excerpt,
  formatTime,
  markup,
  type Markup,
  openUrl,
  type Reply,
  table,
} from "@cliq-actions/core";
import type { Requester, Ticket, TicketIntake, TicketRequest } from "@cliq-actions/desks/ticket-desk";
import { toTicketRequest } from "./to-ticket-request.ts";

/** Opens a ticket about a message, once, however often and by however many people it is asked for. */
export default defineMessageAction({
  name: "Create ticket",
  hint: "Turn this message into a support ticket",
  scope: "organization",
  messageTypes: ["text", "link", "attachment"],
  permissions: ["message", "user", "chat"],

  async execute(invocation, { desk }: { desk: TicketIntake }) {
    const request = toTicketRequest(invocation);
    const { ticket, byThisClick } = await desk.open(request);
    return byThisClick ? renderOpened(ticket) : renderExisting(ticket, request);
  },
});

/** The answer to the click that opened the ticket; equal for equal tickets, however often it is delivered. */
function renderOpened(ticket: Ticket): Reply {
  return renderTicket(ticket, markup`Ticket #${ticket.number} created`, excerpt(ticket.subject, 400));
}

/** The answer to a later click on the same message: which ticket there is, and who asked for it. */
function renderExisting(ticket: Ticket, { requester, subject, body }: TicketRequest): Reply {
  const who = requester.id === ticket.requester.id ? markup`you` : excerpt(ticket.requester.name, 80);
  const isEdited = subject !== ticket.subject || body !== ticket.body;
  const since = isEdited ? " The message was edited since; the ticket keeps the text it had." : "";
  const title = markup`Ticket already created: #${ticket.number}`;
  return renderTicket(ticket, title, markup`${title} by ${who} on ${formatTime(ticket.createdAt)}.${since}`);
}

const statusWords = { open: "Open", acknowledged: "Acknowledged", resolved: "Resolved" } as const;

function renderTicket(ticket: Ticket, title: Markup, text: Markup): Reply {
  return card({
    title,
    text,
    slides: [
      table(
        ["Ticket", "Details"],
        [
          ["Number", ticket.number],
          ["Status", statusWords[ticket.status]],
          ["Subject", excerpt(ticket.subject, 400)],
          ["Requester", describeRequester(ticket.requester)],
          ["Created", formatTime(ticket.createdAt)],
        ],
      ),
    ],
    buttons: [
      ...(ticket.address === undefined ? [] : [openUrl("Open ticket", ticket.address)]),
      copyText("Copy number", ticket.number),
    ],
  });
}

function describeRequester({ name, email }: Requester): Markup {
  if (email === undefined || email === name) return excerpt(name, 80);
  return markup`${excerpt(name, 80)} (${excerpt(email, 120)})`;
}
