/** Who asked for the ticket, as Cliq described them at that moment. */
export interface Requester {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

/** A ticket, as the desk keeps it; every reply is drawn from it alone. */
export interface Ticket {
  /** Short name for people, such as "4KQ7-9M2C". */
  readonly number: string;
  readonly status: "open";
  readonly subject: string;
  readonly body: string;
  /** SHA-256 of the message as it was, in hex: tells a later click whether the message was edited since. */
  readonly textHash: string;
  readonly requester: Requester;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Cliq's id of the message, or a hash of what identifies one without an id. */
  readonly messageKey: string;
}
