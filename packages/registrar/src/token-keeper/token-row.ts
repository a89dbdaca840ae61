import * as z from "zod";
import { type ConditionalRow, type ConditionalRows, openWord, rowIn } from "../conditional-rows.ts";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { ParameterStore } from "../parameters/parameter-store.ts";

/**
 * What the keepers of a stage agree on, in one row. No secret is in it: tokens and grants are named by SHA-256.
 * Fields of other versions are kept.
 */
export const tokenStateSchema = z.looseObject({
  /** The fence: raised by whoever takes the lease, and carried by the token that lease leads to. */
  version: z.number(),
  /** Present while a keeper renews. Its time is for people; others judge a lease by watching it (see take-lease). */
  lease: z.looseObject({ takenAt: z.number() }).optional(),
  /** The newest token; written before the token itself is stored, so that an older one can be told. */
  sealed: z
    .looseObject({
      version: z.number(),
      digest: z.string(),
      issuedAt: z.number(),
      expiresAt: z.number(),
      /** What the token reports; absent in what an earlier release stored. */
      scopes: z.array(z.string()).optional(),
    })
    .optional(),
  /** Names the client and refresh token that `asked` and `pause` are about. */
  grant: z.string().optional(),
  /** When tokens were asked for in the last ten minutes, in milliseconds since the epoch. */
  asked: z.array(z.number()),
  /** Until when nobody asks, and why. */
  pause: z
    .looseObject({
      until: z.number(),
      code: openWord("token_refused", "token_throttled", "upstream_failed", "accounts_odd"),
      /** Zoho's own word, or the status of an answer; without secrets. */
      reason: z.string(),
      /** How often in a row. */
      failures: z.number(),
    })
    .optional(),
});

/** See {@link tokenStateSchema}. */
export type TokenState = z.output<typeof tokenStateSchema>;

/** The state of a stage that never had a token. */
export const firstState: TokenState = { version: 0, asked: [] };

/** The row of a stage's keepers. */
export type TokenRow = ConditionalRow<TokenState>;

/** {@link TokenRow} in the stage's ledger table; of another grant under another key. */
export function tokenRowIn(rows: ConditionalRows, key = "oauth#access-token"): TokenRow {
  return rowIn(rows, key, tokenStateSchema, firstState);
}

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
