import { ActionsError } from "./actions-error.ts";

/**
 * A system behind an adapter did not do its part. `system` completes the sentence
 * "The ticket desk is not answering": a lower-case noun phrase; `status` is that system's own word or number.
 */
export class UpstreamFailed extends ActionsError {
  readonly code = "upstream_failed";
  readonly system: string;
  readonly status: string | number | undefined;

  constructor(system: string, options: { status?: string | number; cause?: unknown } = {}) {
    super(`The ${system} is not answering`, { cause: options.cause });
    this.system = system;
    this.status = options.status;
  }
}
