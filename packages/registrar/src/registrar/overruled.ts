import { LedgerConflict } from "./ledger-conflict.ts";

/** CloudFormation has sent a later event, such as the Delete of a rollback: this run stops, and leaves the rest to that one. */
export class Overruled extends LedgerConflict {
  override readonly code = "overruled";

  constructor() {
    super(
      "CloudFormation has asked for something else since, and that is done instead. If you have just deployed, deploy again.",
    );
  }
}
