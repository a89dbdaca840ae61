import { ActionsError } from "@cliq-actions/core";

/** Until when a run may begin writes to Cliq, in milliseconds since the epoch. */
export interface RunTime {
  /** In this invocation; what is left for the next one. Not after the deadline. */
  readonly until: number;
  /** At all, because CloudFormation waits no longer. */
  readonly deadline: number;
}

/** The invocation ends before the work does, and CloudFormation still waits: another invocation is to go on. */
export class InvocationEnding extends ActionsError {
  readonly code = "invocation_ending";

  constructor() {
    super("The function's time is nearly over; the registrations go on in another invocation.");
  }
}
