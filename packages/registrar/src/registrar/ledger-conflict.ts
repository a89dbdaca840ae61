import { ActionsError } from "@cliq-actions/core";

/** Another run has written to the ledger since this one read it; this one must not go on. */
export class LedgerConflict extends ActionsError {
  readonly code: string = "ledger_conflict";

  constructor(
    message = "Another deployment is changing the same registrations. Wait until it has ended, then deploy again.",
  ) {
    super(message);
  }
}
