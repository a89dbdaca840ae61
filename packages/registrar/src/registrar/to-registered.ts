import type { DesiredItem, Removal } from "./desired-item.ts";
import type { LedgerEntry } from "./ledger.ts";

/** The ledger's entry of an item that Cliq holds as desired. */
export function toRegistered(id: string, desired: DesiredItem, known?: LedgerEntry): LedgerEntry {
  const { name, kind, hash } = desired;
  const stays = known?.leaving === true ? { leaving: false } : {};
  return { phase: "registered", id, name, kind, hash, removal: removalOf(desired, known), ...stays };
}

/** What becomes of an item that leaves: as declared, else what was adopted stays and what was made goes. */
export function removalOf({ removal }: DesiredItem, known: LedgerEntry | undefined): Removal {
  return removal ?? (known?.adopted === true ? "retain" : "delete");
}
