/** Something a stage left in Cliq. */
export interface Leftover {
  readonly kind: "message action" | "function";
  readonly id: string;
  readonly name: string;
  /** "ledger": a ledger without a living stack has it. "origin": it posts to the origin that was named. */
  readonly proof: "ledger" | "origin";
  /** Where the ledger has it: its row's key, and the slug there. */
  readonly row?: { readonly key: LedgerKey; readonly slug: string };
}

/** What names a ledger's row. */
export interface LedgerKey {
  readonly tableName: string;
  readonly stackId: string;
  readonly logicalResourceId: string;
}
