/** Who asked for the ticket, as Cliq described them at that moment. */
export interface Requester {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

/** What a desk needs to open a ticket. */
export interface TicketRequest {
  readonly organizationId: string;
  /** Equal for every click on the same message: at most one ticket per key. */
  readonly businessKey: string;
  /** Equal for repeated deliveries of one click: they get one answer. */
  readonly deliveryKey: string;
  readonly subject: string;
  readonly body: string;
  readonly requester: Requester;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Cliq's id of the message, or `no-id:` and its business key where it has none. */
  readonly messageKey: string;
}

/** A ticket, as the desk keeps it; every reply is drawn from it alone. */
export interface Ticket extends Pick<TicketRequest, "subject" | "body" | "requester" | "createdAt" | "messageKey"> {
  /** Short name for people, such as "4KQ7-9M2C". */
  readonly number: string;
  readonly status: "open";
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
