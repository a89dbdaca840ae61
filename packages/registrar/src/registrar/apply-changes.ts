import { CliqApiFailed } from "@cliq-actions/cliq/rest/cliq-api-failed";
import { toReason } from "../to-outcome.ts";
import { registerItem } from "./create-item.ts";
import type { DesiredItem } from "./desired-set.ts";
import { giveBack } from "./give-back.ts";
import { type Before, deletionPolicyOf, isRetained, toRegistered } from "./ledger.ts";
import { type ObservedItem, othersOriginOf } from "./observed-item.ts";
import type { Changes } from "./plan-changes.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { removeItems, undoRefused, Untouched } from "./remove-items.ts";
import { isForAnotherRun } from "./run.ts";
import type { Section } from "./section.ts";
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

/** Brings an item of ours up to date in place, with every managed field: what is left out would stay as someone made it. */
async function updateItem(section: Section, item: ObservedItem, desired: DesiredItem): Promise<void> {
  const { slug } = desired;
  const { id } = item;
  await section.run.makeRoom(...section.api.calls.update(desired));
  const known = section.entries[slug];
  await section.record(slug, { phase: "changing", id, scope: undefined });
  const updated = await section.api.update(id, desired);
  if (!updated.ok) {
    const about = `"${desired.name}" (${slug}) could not be updated.`;
    throw await undoRefused(section, slug, updated.error, { about, known, maker: item.creator?.id });
  }
  const shown = await section.api.configure(item, desired);
  await section.record(slug, toRegistered(id, desired, { ...section.entries[slug], shown }));
}

/** Gives an item of ours a name nobody wants, so that another can have its name; its own update or delete follows. */
async function stepAside(section: Section, id: string): Promise<void> {
  await section.run.makeRoom(section.api.calls.rename);
  const name = `moving ${id}`.slice(0, 30);
  const slug = Object.entries(section.entries).find(([, entry]) => entry.id === id)?.[0];
  if (slug === undefined) return;
  const known = section.entries[slug];
  await section.record(slug, { phase: "changing", id });
  const moved = await section.api.write(id, { name });
  if (!moved.ok)
    throw await undoRefused(section, slug, moved.error, { about: `${slug}: its name could not be freed.`, known });
  const entry = section.entries[slug];
  if (entry !== undefined && isRetained(entry) && entry.before === undefined)
    section.run.warn(
      `${slug} (id ${id}) stays in Cliq, where it is named "${name}" now: its own name is another's again.`,
    );
}

/** Takes over an item that the declaration names by id, with the way back in the ledger. When that fails, it is given back. */
async function adoptItem(
  section: Section,
  item: ObservedItem,
  desired: DesiredItem,
  before: Before | undefined,
): Promise<void> {
  const { slug } = desired;
  const creator = item.creator?.id;
  const entry = {
    phase: "changing" as const,
    id: item.id,
    adopted: true,
    ...(before === undefined ? {} : { before }),
    ...(creator === undefined ? {} : { creator }),
  };
  await section.record(slug, { ...entry, removal: deletionPolicyOf(desired, entry) });
  const others = othersOriginOf(item, section.run.origins);
  if (others !== undefined)
    section.run.warn(
      `${slug}: "${item.name}" (id ${item.id}), which is adopted, had a URL of another stage or product (${others}): clicks no longer go there.`,
    );
  try {
    await updateItem(section, item, desired);
  } catch (error) {
    if (isForAnotherRun(error)) throw error;
    if (error instanceof Untouched) {
      await section.forget(slug);
      throw error;
    }
    const rest = await giveBack(section, slug).catch((again: unknown) => {
      if (again instanceof RegistrationFailed) return `${again.message} The rollback tries it once more.`;
      throw again;
    });
    throw new RegistrationFailed(`${toReason(error)} ${rest}`, { cause: error });
  }
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
