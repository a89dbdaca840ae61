import type { Ledger, LedgerState } from "../../registrar/ledger.ts";
import { LedgerConflict } from "../../registrar/ledger-conflict.ts";
import { NoAnswer, type ProcessLife } from "./process-life.ts";

interface Row {
  readonly state: LedgerState;
  readonly write: number;
}

/** The ledger's table: rows by name, each write on condition that nobody else has written since. */
export interface LedgerTable {
  /** A process's view of one row; exchanges fail and are repeated as the SDK does it. */
  open(life: ProcessLife, name: string): Ledger;
  /** Rewrites every row, as another release would have written it. */
  rewrite(change: (state: LedgerState) => LedgerState): void;
}

const times = { ms: 8, patienceMs: 5_000 };
const attempts = 3;

/** An empty table. */
export function ledgerTable(): LedgerTable {
  const rows = new Map<string, Row>();
  let writes = 0;
  const open = (life: ProcessLife, name: string): Ledger => {
    let lastWrite: number | undefined;
    const ask = async <T>(effect: () => T): Promise<T> => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await life.exchange(effect, times);
        } catch (error) {
          if (!(error instanceof NoAnswer) || attempt === attempts) throw error;
        }
      }
    };
    const read = async (): Promise<Row | undefined> => ask(() => rows.get(name));
    const replace = async (next: Row): Promise<void> => {
      try {
        await ask(() => {
          if (rows.get(name)?.write !== lastWrite) throw new LedgerConflict();
          rows.set(name, next);
        });
      } catch (error) {
        // A write whose answer was lost is repeated and then fails its own condition.
        if (!(error instanceof LedgerConflict) || (await read())?.write !== next.write) throw error;
      }
      lastWrite = next.write;
    };
    return {
      load: async () => {
        const row = await read();
        lastWrite = row?.write;
        return row?.state;
      },
      save: async (state) => {
        writes += 1;
        // As the table keeps it: what was written, without a thread to who wrote it.
        await replace({ state: JSON.parse(JSON.stringify(state)) as LedgerState, write: writes });
      },
      confirm: async () => {
        if ((await read())?.write !== lastWrite) throw new LedgerConflict();
      },
    };
  };
  const rewrite = (change: (state: LedgerState) => LedgerState): void => {
    for (const [name, { state, write }] of rows) rows.set(name, { state: change(state), write });
  };
  return { open, rewrite };
}
