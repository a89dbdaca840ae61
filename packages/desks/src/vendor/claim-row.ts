import { UpstreamFailed } from "@cliq-actions/core";
import type { Row } from "../ticket-row.ts";
import type { TicketTable } from "../ticket-table.ts";

const { randomUUID } = process.getBuiltinModule("node:crypto");

/** How long one who works on a ticket is left alone, and how long others wait for them. */
export interface Patience {
  /** Longer than a function lives that was asked by a click. */
  readonly leaseMs: number;
  /** Shorter than a click lasts. */
  readonly waitMs: number;
  readonly pollMs: number;
}

/** A row, and the token of whoever has it to themselves; without one, it needs no work any more. */
export interface Claimed {
  readonly row: Row;
  readonly claim: string | undefined;
}

/** What is written into a row by whoever has it to themselves. */
export function newClaim(): { readonly claim: string; readonly fields: Row } {
  const claim = randomUUID();
  return { claim, fields: { claim: { S: claim }, claimedAt: { N: String(Date.now()) } } };
}

/** What is written into a row by who lets go of it. */
export const freed: Row = { claim: undefined, claimedAt: undefined };

/**
 * Takes a ticket's row, waiting while somebody else has it, unless it `isDone` meanwhile. Each write asks for the row's
 * version: who was taken for dead and lives cannot write any more. Throws `UpstreamFailed` when the wait is over.
 */
export async function claimRow(
  table: TicketTable,
  found: Row,
  isDone: (row: Row) => boolean,
  { leaseMs, waitMs, pollMs }: Patience,
): Promise<Claimed> {
  const endsAt = performance.now() + waitMs;
  const mine = newClaim();
  for (let row = found; ;) {
    if (isDone(row)) return { row, claim: undefined };
    // An answer that was lost: it is mine already.
    if (row.claim?.S === mine.claim) return { row, claim: mine.claim };
    const ageMs = Date.now() - Number(row.claimedAt?.N ?? 0);
    if (ageMs < 0 || ageMs >= leaseMs) {
      const taken = await table.replace(row, { ...row, ...mine.fields });
      if (taken !== undefined) return { row: taken, claim: mine.claim };
    } else if (performance.now() >= endsAt) {
      throw new UpstreamFailed("ticket desk", { status: "Busy", transient: true });
    } else await new Promise((resolve) => void setTimeout(resolve, pollMs));
    const now = await table.get(row.id?.S ?? "");
    if (now === undefined) throw new UpstreamFailed("ticket desk", { status: "Gone" });
    row = now;
  }
}
