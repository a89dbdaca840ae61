import type { FieldVerdict } from "../plan/compare-fields.ts";

/** How one registered item compares with Cliq. */
export interface DriftItem {
  readonly kind: "message action" | "function";
  readonly slug: string;
  readonly name: string;
  readonly id?: string;
  /** "missing" is gone from Cliq; "unfinished" was left by a deployment that did not end well. */
  readonly state: "same" | "drifted" | "missing" | "unfinished";
  /** Every managed field; none of what is missing. */
  readonly fields: readonly FieldVerdict[];
}

/** Something in Cliq that the ledger does not know, and that concerns us all the same. */
export interface Stray {
  readonly kind: "message action" | "function";
  readonly id: string;
  readonly name: string;
  /** Who made it, as far as Cliq tells. */
  readonly creator?: string;
}

/** What a comparison of the ledger with Cliq found. Holds no credential. */
export interface DriftReport {
  readonly items: readonly DriftItem[];
  /** They post to this stage's URLs, but the ledger does not have them. */
  readonly orphans: readonly Stray[];
  /** Other people's, with a name that a person could take for one of ours. */
  readonly lookAlikes: readonly (Stray & { readonly like: string })[];
}

/** What a person can switch off in Cliq, and no call of the API can switch on again (INFERRED: no schema has it). */
export const statusField = "status";

/** Whether an item differs in something that a deployment or healing can write. */
export function isWritable({ state, fields }: DriftItem): boolean {
  if (state !== "drifted") return state !== "same";
  return fields.some(({ field, verdict }) => verdict === "drifted" && field !== statusField);
}

/** How many differences there are: items that are not as registered, and orphans. */
export function countDifferences({ items, orphans }: DriftReport): number {
  return items.filter(({ state }) => state !== "same").length + orphans.length;
}
