import {
  type Button,
  card,
  confirmation,
  copyText,
  defineButton,
  edit,
  excerpt,
  formatTime,
  label,
  markup,
  type Markup,
  type MessageEdit,
  openUrl,
  type Reply,
} from "@cliq-actions/core";
import type { Ticket, TicketDesk, TicketStep } from "@cliq-actions/desks/ticket-desk";
import { toRequester } from "@cliq-actions/desks/to-ticket-request";

/** An incident as a card, with the buttons for what can still be done. */
export function showIncident(ticket: Ticket): Reply {
  const { number, subject, acknowledged, resolved } = ticket;
  return card({
    title: markup`Incident #${number}`,
    text: excerpt(subject, 400),
    slides: [
      label({
        Reported: describeStep({ by: ticket.requester, at: ticket.createdAt }),
        ...(acknowledged && { Acknowledged: describeStep(acknowledged) }),
        ...(resolved && { Resolved: describeStep(resolved) }),
      }),
    ],
    buttons: [
      ...(ticket.status === "open" ? [acknowledge.button("Acknowledge", { ticket: ticket.key })] : []),
      ...(ticket.status === "resolved" ? [] : [resolveButton(ticket)]),
      ticket.address === undefined ? copyText("Copy number", number) : openUrl("Open", ticket.address),
    ],
  });
}

/** Says that somebody is at it. */
export const acknowledge = defineButton({
  name: "Acknowledge incident",
  args: { ticket: "string" },
  permissions: ["user"],
  async click({ args, user, at, keys }, { desk }: { desk: TicketDesk }): Promise<MessageEdit> {
    const change = { by: toRequester(user), at, deliveryKey: keys.delivery };
    const { ticket } = await desk.acknowledge(args.ticket, change);
    return edit(showIncident(ticket));
  },
});

/** Closes an incident with what the person wrote about it. */
export const resolve = defineButton({
  name: "Resolve incident",
  args: { ticket: "string" },
  permissions: ["user"],
  async click({ args, user, at, keys, input }, { desk }: { desk: TicketDesk }): Promise<MessageEdit> {
    const change = { by: toRequester(user), at, deliveryKey: keys.delivery, ...(input && { note: input }) };
    const { ticket } = await desk.resolve(args.ticket, change);
    return edit(showIncident(ticket));
  },
});

function resolveButton(ticket: Ticket): Button {
  const confirm = confirmation({
    title: "Resolve the incident?",
    description: "It is closed for everybody.",
    input: "What was it?",
    buttonLabel: "Resolve",
    mandatory: true,
  });
  return resolve.button("Resolve", { ticket: ticket.key }, { confirm });
}

function describeStep({ by, at, note }: TicketStep): Markup {
  const what = markup`${excerpt(by.name, 80)}, ${formatTime(at)}`;
  return note === undefined ? what : markup`${what}: ${excerpt(note, 300)}`;
}
