import type { LocalEvent } from "../local-event.ts";

/** One line of a stack's history. */
export type StackEvent = Extract<LocalEvent, { type: "stack" }>;

/** A stack operation failed and was rolled back. `reason` is the first failure's; `events` is the whole history of the operation. */
export class StackFailed extends Error {
  readonly stackName: string;
  /** The stack's final status: `ROLLBACK_COMPLETE`, `UPDATE_ROLLBACK_COMPLETE`, `DELETE_FAILED`… */
  readonly status: string;
  readonly reason: string;
  readonly events: StackEvent[];

  constructor(stackName: string, status: string, reason: string, events: StackEvent[]) {
    super(`Stack ${stackName} is in ${status}: ${reason}`);
    this.name = "StackFailed";
    this.stackName = stackName;
    this.status = status;
    this.reason = reason;
    this.events = events;
  }
}
