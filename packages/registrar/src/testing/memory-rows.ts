import type { ConditionalRows } from "../conditional-rows.ts";
import { firstState, type TokenRow, tokenRowIn, type TokenState, tokenStateSchema } from "../token-keeper/token-row.ts";

/** Rows that several processes can share, with the same condition on writes as the table's. */
export function memoryRows(): ConditionalRows & {
  text(row: string): string | undefined;
  put(row: string, text: string): void;
  remove(row: string): void;
  /** Changes every row without its write being noticed. */
  rewrite(change: (text: string) => string): void;
} {
  const rows = new Map<string, { readonly text: string; readonly lastWrite: string }>();
  let writes = 0;
  const put = (row: string, text: string): string => {
    writes += 1;
    rows.set(row, { text, lastWrite: String(writes) });
    return String(writes);
  };
  return {
    text: (row) => rows.get(row)?.text,
    remove: (row) => void rows.delete(row),
    rewrite: (change) => {
      for (const [row, { text, lastWrite }] of rows) rows.set(row, { text: change(text), lastWrite });
    },
    put,
    read: async (row) => rows.get(row) ?? { text: undefined, lastWrite: undefined },
    write: async (row, text, after) => (rows.get(row)?.lastWrite === after ? put(row, text) : undefined),
  };
}

/** The row of one test's keepers, and what is in it. */
export function memoryTokenRow(): TokenRow & { state(): TokenState; put(state: unknown): void } {
  const rows = memoryRows();
  return {
    ...tokenRowIn(rows),
    state: () => {
      const text = rows.text("oauth#access-token");
      return text === undefined ? firstState : tokenStateSchema.parse(JSON.parse(text));
    },
    put: (state) => rows.put("oauth#access-token", JSON.stringify(state)),
  };
}
