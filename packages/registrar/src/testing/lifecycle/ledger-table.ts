import type { ConditionalRows } from "../../conditional-rows.ts";
import { type Ledger, ledgerIn, type LedgerKey, type LedgerState } from "../../registrar/ledger.ts";
import { memoryRows } from "../memory-rows.ts";
import { NoAnswer, type ProcessLife } from "./process-life.ts";

/** The ledger's table: rows by name, each write on condition that nobody else has written since. */
export interface LedgerTable {
  /** A process's view of one row; exchanges fail and are repeated as the SDK does it. */
  open(life: ProcessLife, key: LedgerKey): Ledger;
  /** Somebody deletes the row. */
  lose(key: LedgerKey): void;
  /** Rewrites every row, as another release would have written it. */
  rewrite(change: (state: LedgerState) => LedgerState): void;
}

const times = { ms: 8, patienceMs: 5_000 };
const attempts = 3;

/** An empty table. */
export function ledgerTable(): LedgerTable {
  const rows = memoryRows();
  const rowsFrom = (life: ProcessLife): ConditionalRows => {
    const ask = async <T>(effect: () => Promise<T>): Promise<T> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (await life.exchange(() => [effect()] as const, times))[0];
        } catch (error) {
          if (!(error instanceof NoAnswer) || attempt === attempts) throw error;
        }
      }
    };
    return {
      read: async (row) => ask(async () => rows.read(row)),
      write: async (row, text, after) => {
        let written: string | undefined;
        const taken = await ask(async () => {
          const own = await rows.write(row, text, after);
          written ??= own;
          return own;
        });
        // A write whose answer was lost is repeated and then fails its own condition.
        if (taken !== undefined || written === undefined) return taken;
        return (await ask(async () => rows.read(row))).lastWrite === written ? written : undefined;
      },
    };
  };
  return {
    open: (life, key) => ledgerIn(rowsFrom(life), key),
    lose: ({ stackId, logicalResourceId }) => rows.remove(`registrations#${stackId}#${logicalResourceId}`),
    rewrite: (change) => rows.rewrite((text) => JSON.stringify(change(JSON.parse(text) as LedgerState))),
  };
}
