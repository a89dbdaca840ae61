import { adoptItem } from "./adopt-item.ts";
import type { DesiredItem } from "./desired-item.ts";
import { LedgerConflict } from "./ledger-conflict.ts";
import type { LiveItem } from "./live-item.ts";
import type { Changes } from "./plan-changes.ts";
import { registerItem } from "./register-item.ts";
import type { Roster } from "./roster.ts";
import { InvocationEnding } from "./run-time.ts";
import { stepAside, updateItem } from "./update-item.ts";
import type { Written } from "./verify-items.ts";

/** What was written, and which ids of it were created. */
export interface Applied {
  readonly written: readonly Written[];
  readonly created: ReadonlySet<string>;
}

/** Makes all changes but the deletes, which come last. */
export async function applyChanges<D extends DesiredItem>(roster: Roster<D>, changes: Changes<D>): Promise<Applied> {
  const created = new Set<string>();
  const written: Written[] = [];
  for (const { from, to, changes: also } of changes.transfers) await roster.transfer(from, to, also);
  for (const { slug, id, removal } of changes.removals) await roster.record(slug, { phase: "registered", id, removal });
  for (const id of changes.asides) await stepAside(roster, id);
  for (const { item, desired } of changes.adoptions) {
    await adoptItem(roster, item, desired);
    written.push({ id: item.id, desired });
  }
  for (const { item, desired } of changes.updates) {
    await updateItem(roster, item, desired);
    written.push({ id: item.id, desired });
  }
  for (const { desired, replaces } of changes.creates) {
    const id = await registerOrTakeBack(roster, desired, replaces);
    created.add(id);
    written.push({ id, desired });
  }
  return { written, created };
}

/** Where the new one cannot be made, the one it was to replace gets its name and its place back. */
async function registerOrTakeBack<D extends DesiredItem>(
  roster: Roster<D>,
  desired: D,
  replaces: LiveItem | undefined,
): Promise<string> {
  try {
    return await registerItem(roster, desired);
  } catch (error) {
    const isUndone = roster.entries[desired.slug] === undefined;
    if (replaces === undefined || !isUndone || error instanceof LedgerConflict || error instanceof InvocationEnding)
      throw error;
    const renamed = await roster.registry.rename(replaces.id, replaces.name);
    if (renamed.ok) await roster.transfer(`${desired.slug}~${replaces.id}`, desired.slug);
    throw error;
  }
}
