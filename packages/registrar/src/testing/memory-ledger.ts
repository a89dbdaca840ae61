import { type Ledger, type LedgerState, ledgerStateSchema } from "../registrar/ledger.ts";
import { LedgerConflict } from "../registrar/ledger-conflict.ts";

/** Rows that several runs can open at once, with the same condition on writes as the table's. */
export function memoryLedger(): { open(): Ledger; row(): LedgerState | undefined; put(state: unknown): void } {
  let row: { readonly text: string } | undefined;
  const read = (): LedgerState | undefined =>
    row === undefined ? undefined : ledgerStateSchema.parse(JSON.parse(row.text));
  return {
    row: read,
    put: (state) => {
      row = { text: JSON.stringify(state) };
    },
    open: () => {
      let loaded: typeof row;
      const replace = (next: typeof row): void => {
        if (row !== loaded) throw new LedgerConflict();
        row = next;
        loaded = next;
      };
      return {
        load: async () => {
          loaded = row;
          return read();
        },
        save: async (state) => replace({ text: JSON.stringify(state) }),
        confirm: async () => {
          if (row !== loaded) throw new LedgerConflict();
        },
      };
    },
  };
}
