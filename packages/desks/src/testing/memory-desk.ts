import { UserError } from "@cliq-actions/core";
import type { Ticket, TicketChange, TicketDesk, TicketOutcome } from "../ticket-desk.ts";
import { toTicketNumber } from "../ticket-number.ts";

/** A desk that keeps its tickets in memory, for tests of what is made of them; the real ones have tests of their own. */
export function memoryDesk(): TicketDesk {
  const tickets = new Map<string, { ticket: Ticket; deliveries: Set<string> }>();
  const outcomeOf = (key: string, delivery: string): TicketOutcome => {
    const kept = tickets.get(key);
    if (kept === undefined) throw new UserError("This ticket is not on the desk any more.");
    return { ticket: kept.ticket, byThisClick: kept.deliveries.has(delivery) };
  };
  const change = (key: string, status: "acknowledged" | "resolved", { deliveryKey, ...step }: TicketChange): void => {
    const kept = tickets.get(key);
    if (kept === undefined || kept.ticket[status] !== undefined || kept.ticket.resolved !== undefined) return;
    kept.ticket = { ...kept.ticket, status, [status]: step };
    kept.deliveries.add(`${status} ${deliveryKey}`);
  };
  return {
    async open({ businessKey: key, deliveryKey, subject, body, requester, createdAt, messageKey }) {
      if (!tickets.has(key)) {
        const number = toTicketNumber(key);
        const ticket = { key, number, status: "open" as const, subject, body, requester, createdAt, messageKey };
        tickets.set(key, { ticket, deliveries: new Set([`open ${deliveryKey}`]) });
      }
      return outcomeOf(key, `open ${deliveryKey}`);
    },
    async acknowledge(key, asked) {
      change(key, "acknowledged", asked);
      return outcomeOf(key, `acknowledged ${asked.deliveryKey}`);
    },
    async resolve(key, asked) {
      change(key, "resolved", asked);
      return outcomeOf(key, `resolved ${asked.deliveryKey}`);
    },
  };
}
