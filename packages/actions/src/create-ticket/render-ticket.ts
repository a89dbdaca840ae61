import { card, copyText, excerpt, markup, type Markup, type Reply, table } from "@cliq-actions/core";
import { formatTime } from "@cliq-actions/core";
import type { Requester, Ticket } from "./ticket.ts";

/** The answer to the click that opened the ticket; equal for equal tickets, however often it is delivered. */
export function renderOpenedTicket(ticket: Ticket): Reply {
  return renderTicket(ticket, markup`Ticket #${ticket.number} created`, excerpt(ticket.subject, 400));
}

/** The answer to a later click on the same message: which ticket there is, and who asked for it. */
export function renderExistingTicket(ticket: Ticket, clicked: { readonly id: string }, edited: boolean): Reply {
  const who = clicked.id === ticket.requester.id ? markup`you` : excerpt(ticket.requester.name, 80);
  const since = edited ? " The message was edited since; the ticket keeps the text it had." : "";
  const title = markup`Ticket already created: #${ticket.number}`;
  return renderTicket(
    ticket,
    title,
    markup`Ticket already created: #${ticket.number} by ${who} on ${formatTime(ticket.createdAt)}.${since}`,
  );
}

function renderTicket(ticket: Ticket, title: Markup, words: Markup): Reply {
  return card({
    title,
    text: words,
    slides: [
      table(
        ["Ticket", "Details"],
        [
          ["Number", ticket.number],
          ["Status", "Open"],
          ["Subject", excerpt(ticket.subject, 400)],
          ["Requester", toRequesterWords(ticket.requester)],
          ["Created", formatTime(ticket.createdAt)],
        ],
      ),
    ],
    buttons: [copyText("Copy number", ticket.number)],
  });
}

function toRequesterWords({ name, email }: Requester): Markup {
  if (email === undefined || email === name) return excerpt(name, 80);
  return markup`${excerpt(name, 80)} (${excerpt(email, 120)})`;
}
