import type { TicketChange, TicketRequest } from "../ticket-desk.ts";

/** A ticket as the other system names it. */
export interface VendorTicket {
  /** What its API calls it. */
  readonly id: string;
  /** What people call it. */
  readonly number: string;
  /** Where people see it. */
  readonly address: string;
}

/** A change, and what tells it from every other. */
export interface VendorChange {
  readonly status: "acknowledged" | "resolved";
  /** Letters and digits, equal whenever the same change is made again. */
  readonly mark: string;
  readonly step: TicketChange;
}

/** A system that keeps tickets and knows no idempotency keys: what one of its adapters has to do. */
export interface VendorDesk {
  /** After so long a ticket that was created is found by {@link VendorDesk.find}. */
  readonly settlesMs: number;
  /** The ticket that was created with this mark, however long ago; `sinceMs` is before it was created, where that is known. */
  find(mark: string, sinceMs: number | undefined): Promise<VendorTicket | undefined>;
  /** Creates a ticket that {@link VendorDesk.find} finds by its mark: letters and digits. */
  create(request: TicketRequest, mark: string): Promise<VendorTicket>;
  /** Makes a change, or what of it is not made yet. */
  change(id: string, change: VendorChange): Promise<void>;
}
