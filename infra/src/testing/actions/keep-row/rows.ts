/** What is kept of a message. */
export interface RowContent {
  /** Equal for every click on the same message: at most one row per key. */
  readonly businessKey: string;
  /** Equal for repeated deliveries of one click: they get one answer. */
  readonly deliveryKey: string;
  readonly words: string;
  readonly by: string;
}

/** A row, and whether this very click made it (now, or when it was delivered before). */
export interface KeptRow {
  readonly words: string;
  readonly by: string;
  readonly byThisClick: boolean;
}

/** A place where rows are kept. */
export interface Rows {
  /** Makes the row, or finds the one the message has; resolves once it is stored. Throws `UpstreamFailed("row store")`. */
  keep(content: RowContent): Promise<KeptRow>;
}
