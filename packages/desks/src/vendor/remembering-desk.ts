import { UpstreamFailed, UserError } from "@cliq-actions/core";
import { changeRow } from "../change-row.ts";
import type { TicketChange, TicketDesk, TicketOutcome, TicketRequest } from "../ticket-desk.ts";
import { parseRow, type Row, toRow } from "../ticket-row.ts";
import type { TicketTable } from "../ticket-table.ts";
import { type Claimed, claimRow, freed, newClaim, type Patience } from "./claim-row.ts";
import type { VendorDesk, VendorTicket } from "./vendor-desk.ts";
import { wasRefused } from "./was-refused.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** A function lives 14 s unless its declaration says otherwise. */
const usual: Patience = { leaseMs: 20_000, waitMs: 8_000, pollMs: 250 };

/** How long after a lost answer a click looks for what came of it. */
const pausesMs = [300, 700, 1_500];

/**
 * A desk whose tickets are in another system, which would open a second one when asked a second time. The row comes
 * first and says whose turn it is; then the system is searched for the ticket, then asked to create it, then the row
 * remembers it. Where it is not known whether one was created, none is until a search would find it.
 */
export function rememberingDesk(table: TicketTable, vendor: VendorDesk, patience: Patience = usual): TicketDesk {
  return {
    open: async (request) => asDesk(() => open(request)),
    acknowledge: async (key, change) => asDesk(() => makeChange(key, "acknowledged", change)),
    resolve: async (key, change) => asDesk(() => makeChange(key, "resolved", change)),
  };

  async function open(request: TicketRequest): Promise<TicketOutcome> {
    const { claim, fields } = newClaim();
    const row = await table.putOnce({ ...toRow(request, ""), ...fields });
    const claimed: Claimed = row.claim?.S === claim ? { row, claim } : await claimRow(table, row, isOpened, patience);
    const opened = claimed.claim === undefined ? claimed.row : await openClaimed(claimed.row, request);
    return { ticket: parseRow(opened), byThisClick: opened.deliveryKey?.S === request.deliveryKey };
  }

  async function openClaimed(row: Row, request: TicketRequest): Promise<Row> {
    const mark = toMark(request.businessKey);
    const sentAtMs = row.sentAt?.N === undefined ? undefined : Number(row.sentAt.N);
    try {
      const found = await vendor.find(mark, sentAtMs);
      // What was asked for first is what the ticket says, where it is there.
      if (found !== undefined) return await remember(row, found);
    } catch (error) {
      await letGo(row);
      throw error;
    }
    if (sentAtMs !== undefined && Date.now() - sentAtMs < vendor.settlesMs) {
      await letGo(row);
      throw new UpstreamFailed("ticket desk", { status: "Unsettled", transient: true });
    }
    // The lease begins anew, and is longer than the request that follows can take.
    const now = { N: String(Date.now()) };
    const sending = await keep(row, { ...toRow(request, ""), claim: row.claim, claimedAt: now, sentAt: now });
    return await remember(sending, await create(sending, request, mark));
  }

  async function create(row: Row, request: TicketRequest, mark: string): Promise<VendorTicket> {
    try {
      return await vendor.create(request, mark);
    } catch (error) {
      const isRefused = wasRefused(error);
      const found = isRefused ? undefined : await lookAgain(mark, Number(row.sentAt?.N));
      if (found !== undefined) return found;
      await letGo(isRefused ? { ...row, sentAt: undefined } : row);
      throw error;
    }
  }

  /** What came of a request whose answer was lost; undefined where that cannot be told now. */
  async function lookAgain(mark: string, sentAtMs: number): Promise<VendorTicket | undefined> {
    for (const pauseMs of pausesMs) {
      await new Promise((resolve) => void setTimeout(resolve, pauseMs));
      const found = await vendor.find(mark, sentAtMs).catch(() => undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async function remember(row: Row, { id, number, address }: VendorTicket): Promise<Row> {
    const known = { vendorId: { S: id }, number: { S: number }, address: { S: address } };
    return keep(row, { ...row, ...known, ...freed });
  }

  /** Writes a row that is mine. Throws when somebody has taken it: it took longer than a click lasts. */
  async function keep(row: Row, next: Row): Promise<Row> {
    const kept = await table.replace(row, withoutEmpty(next));
    if (kept !== undefined) return kept;
    const now = await table.get(row.id?.S ?? "");
    // The row says what this writer wanted, whoever wrote it: an answer that was lost.
    if (now !== undefined && (isOpened(now) || isSameClaim(now, next))) return now;
    throw new UpstreamFailed("ticket desk", { status: "Taken", transient: true });
  }

  /** Lets the next click begin at once; where that fails, it waits for the lease to end. */
  async function letGo(row: Row): Promise<void> {
    await table.replace(row, withoutEmpty({ ...row, ...freed })).catch(() => undefined);
  }

  async function makeChange(
    key: string,
    status: "acknowledged" | "resolved",
    step: TicketChange,
  ): Promise<TicketOutcome> {
    const row = await table.get(key);
    if (row === undefined || !isOpened(row)) throw new UserError("This ticket is not on the desk any more.");
    const isMade = (one: Row): boolean => one[status] !== undefined || one.resolved !== undefined;
    const claimed = await claimRow(table, row, isMade, patience);
    if (claimed.claim !== undefined) {
      try {
        const mark = toMark(`${key} ${status}`);
        await vendor.change(claimed.row.vendorId?.S ?? "", { status, mark, step });
      } catch (error) {
        await letGo(claimed.row);
        throw error;
      }
      await letGo(claimed.row);
    }
    return changeRow(table, key, status, step);
  }
}

function isSameClaim(one: Row, other: Row): boolean {
  return one.claim?.S !== undefined && one.claim.S === other.claim?.S && one.sentAt?.N === other.sentAt?.N;
}

function isOpened(row: Row): boolean {
  return row.vendorId !== undefined;
}

/** What a ticket is found by in the other system, of letters and digits alone. */
function toMark(key: string): string {
  return `cliq${hash("sha256", key).slice(0, 32)}`;
}

function withoutEmpty(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

/** A person knows the desk, not what is behind it; an operator finds that in the cause. */
async function asDesk<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof UpstreamFailed) || error.system === "ticket desk") throw error;
    const { status, errno, transient } = error;
    throw new UpstreamFailed("ticket desk", {
      cause: error,
      ...(status === undefined ? {} : { status }),
      ...(errno === undefined ? {} : { errno }),
      ...(transient === undefined ? {} : { transient }),
    });
  }
}
