import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { adoptItem } from "./adopt-item.ts";
import { registerItem } from "./create-item.ts";
import type { DesiredItem } from "./desired-set.ts";
import type { Before } from "./ledger.ts";
import type { ObservedItem } from "./observed-item.ts";
import type { Changes } from "./plan-changes.ts";
import { removeItems } from "./remove-items.ts";
import { isForAnotherRun } from "./run.ts";
import type { Section } from "./section.ts";
import { stepAside, updateItem } from "./update-item.ts";
import type { Written } from "./verify-items.ts";

/** Makes all changes but the deletes, which come last; returns what was written. */
export async function applyChanges(
  section: Section,
  changes: Changes,
  befores: ReadonlyMap<string, Before>,
): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const { from, to, changes: also } of changes.transfers) await section.transfer(from, to, also);
  for (const { slug, id, removal } of changes.removals)
    await section.record(slug, { phase: "registered", id, removal });
  for (const id of changes.asides) await stepAside(section, id);
  for (const { item, desired } of changes.adoptions) {
    await adoptItem(section, item, desired, befores.get(item.id));
    written.push({ id: item.id, desired, isNew: false });
  }
  for (const { item, desired } of changes.updates) {
    await updateItem(section, item, desired);
    written.push({ id: item.id, desired, isNew: false });
  }
  for (const { desired, replaces } of changes.creates) {
    const id = await registerOrTakeBack(section, desired, replaces).catch(async (error: unknown) => {
      // What leaves makes room for what comes: only where there is none, it goes first.
      if (!isAtLimit(error) || changes.deletes.length === 0) throw error;
      await removeItems(section, changes.deletes);
      return registerItem(section, desired);
    });
    written.push({ id, desired, isNew: true });
  }
  return written;
}

function isAtLimit(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  if (!(cause instanceof CliqApiFailed) || cause.failure.kind !== "refused") return false;
  return /^(msgaction|function)_creation_limit_exceeded$/.test(cause.failure.code ?? "");
}

/** Where the new one cannot be made, the one it was to replace gets its name and its place back. */
async function registerOrTakeBack(
  section: Section,
  desired: DesiredItem,
  replaces: ObservedItem | undefined,
): Promise<string> {
  try {
    return await registerItem(section, desired);
  } catch (error) {
    const isUndone = section.entries[desired.slug] === undefined;
    if (replaces === undefined || !isUndone || isAtLimit(error) || isForAnotherRun(error)) throw error;
    const renamed = await section.api.write(replaces.id, { name: replaces.name });
    if (renamed.ok) await section.transfer(`${desired.slug}~${replaces.id}`, desired.slug);
    throw error;
  }
}
