import type { Ticket } from "./ticket.ts";

/** What a desk needs to open a ticket. */
export interface TicketRequest extends Omit<Ticket, "number" | "status"> {
  readonly organizationId: string;
  /** Equal for every click on the same message: at most one ticket per key. */
  readonly businessKey: string;
  /** Equal for repeated deliveries of one click: they get one answer. */
  readonly deliveryKey: string;
}

/** A ticket, and whether this very click opened it (now, or when it was delivered before). */
export interface Opened {
  readonly ticket: Ticket;
  readonly byThisClick: boolean;
}

/** A place where tickets are opened. */
export interface TicketDesk {
  /**
   * Opens the ticket, or finds the one that the message already has; resolves only after it is stored for good.
   * Throws `UpstreamFailed("ticket desk")` when the desk does not answer in time.
   */
  open(request: TicketRequest): Promise<Opened>;
}
