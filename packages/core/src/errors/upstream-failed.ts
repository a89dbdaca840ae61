import { ActionsError } from "./actions-error.ts";

/**
 * A system behind an adapter did not do its part. `system` completes the sentence
 * "The ticket desk is not answering": a lower-case noun phrase; `status` is that system's own word or number;
 * `errno` is what the network said instead, such as `ECONNRESET`;
 * `transient` is whether it may pass by itself, where that is known.
 */
export class UpstreamFailed extends ActionsError {
  readonly code = "upstream_failed";
  readonly system: string;
  readonly status: string | number | undefined;
  readonly errno: string | undefined;
  readonly transient: boolean | undefined;

  constructor(
    system: string,
    options: { status?: string | number; errno?: string; transient?: boolean; cause?: unknown } = {},
  ) {
    super(`The ${system} is not answering`, options.cause === undefined ? {} : { cause: options.cause });
    this.system = system;
    this.status = options.status;
    this.errno = options.errno;
    this.transient = options.transient;
  }
}
