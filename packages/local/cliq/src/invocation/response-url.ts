import type { EventHandler } from "../functions/handler-names.ts";

/** An address for late replies that an event has named. */
export interface ResponseUrl {
  /** Whose reply it takes. */
  readonly handler: EventHandler;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  uses: number;
}
