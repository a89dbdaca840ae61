import type { Clock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import type { TokenRow } from "./token-row.ts";

/** What the keeper works with; all of it can be simulated. */
export interface KeeperPorts {
  readonly parameters: ParameterStore;
  readonly row: TokenRow;
  readonly send: SendRequest;
  readonly accountsOrigin: string;
  readonly clock: Clock;
  /** From 0 to 1, so that those who wait do not all come back at once. */
  readonly random: () => number;
}

/** Why the keeper was invoked. */
export interface KeepRequest {
  /** SHA-256 (hex) of the token that Cliq refused. */
  readonly refused?: string | undefined;
  /** By the schedule: the token must last until its next time. */
  readonly scheduled?: boolean | undefined;
}
