/** Who asked for a ticket or changed it, as Cliq described them at that moment. */
export interface Requester {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

/** Where a ticket comes from, as far as Cliq tells it. */
export interface TicketOrigin {
  /** What the chat is called. */
  readonly chat?: string;
  /** Who wrote the message. */
  readonly author?: string;
  /** Names of the message's files. */
  readonly fileNames?: readonly string[];
  /** A link back to the message, a whole https address; no documented event has one. */
  readonly messageUrl?: string;
}

/** One more thing that a ticket says, such as `{ label: "Severity", value: "high" }`. */
export interface TicketDetail {
  readonly label: string;
  readonly value: string;
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
  readonly origin?: TicketOrigin;
  readonly details?: readonly TicketDetail[];
}

/** Who did something to a ticket, and when. */
export interface TicketStep {
  readonly by: Requester;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly note?: string;
}

/** A change that somebody asks for. */
export interface TicketChange extends TicketStep {
  /** Equal for repeated deliveries of one click: they get one answer. */
  readonly deliveryKey: string;
}

/** A ticket, as the desk keeps it; every reply is drawn from it alone. */
export interface Ticket extends Pick<TicketRequest, "subject" | "body" | "requester" | "createdAt" | "messageKey"> {
  /** The business key it was opened for, by which it is changed. */
  readonly key: string;
  /** Short name for people, such as "4KQ7-9M2C". */
  readonly number: string;
  readonly status: "open" | "acknowledged" | "resolved";
  /** Where people see it, a whole https address; the built-in desk has no page. */
  readonly address?: string;
  readonly acknowledged?: TicketStep;
  readonly resolved?: TicketStep;
}

/** A ticket, and whether this very click opened or changed it (now, or when it was delivered before). */
export interface TicketOutcome {
  readonly ticket: Ticket;
  readonly byThisClick: boolean;
}

/** A place where tickets are opened. */
export interface TicketIntake {
  /**
   * Opens the ticket, or finds the one that the message already has; resolves only after it is stored for good.
   * Throws `UpstreamFailed("ticket desk")` when the desk does not answer in time.
   */
  open(request: TicketRequest): Promise<TicketOutcome>;
}

/** A place where tickets are opened and looked after. Its methods throw `UpstreamFailed("ticket desk")` when it does not answer in time. */
export interface TicketDesk extends TicketIntake {
  /** Says that somebody is at it; the first who says so stays, and a resolved ticket stays resolved. Throws `UserError` where there is no such ticket. */
  acknowledge(key: string, change: TicketChange): Promise<TicketOutcome>;
  /** Closes the ticket, with a note where there is one; the first who does stays. Throws `UserError` where there is no such ticket. */
  resolve(key: string, change: TicketChange): Promise<TicketOutcome>;
}
