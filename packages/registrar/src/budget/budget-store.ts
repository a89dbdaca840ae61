import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { OperationUse } from "./operation-use.ts";
import type { TimeBounds } from "./time-bounds.ts";

/** An operation's use, and the name of the write it comes from; none where nobody has written yet. */
export interface StoredUse {
  readonly use: OperationUse;
  readonly lastWrite: string | undefined;
}

/** Where everything of a stage that calls Cliq writes down its calls. */
export interface BudgetStore {
  /** The time by the one clock that all who share the store go by, whatever their own clocks say. */
  now(): TimeBounds;
  read(operation: Operation): Promise<StoredUse>;
  /** Replaces what was read, and tells the name of this write; undefined when somebody else has written since. */
  write(operation: Operation, use: OperationUse, after: string | undefined): Promise<string | undefined>;
}
