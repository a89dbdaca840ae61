import { actionApi } from "./action-api.ts";
import { applyChanges } from "./apply-changes.ts";
import { findUser } from "./create-item.ts";
import type { DesiredItem, DesiredSet } from "./desired-set.ts";
import { functionApi } from "./function-api.ts";
import { isByOrigin, type ObservedItem } from "./observed-item.ts";
import { readBefore, settleUndone } from "./give-back.ts";
import { type Before, deletionPolicyOf, isRetained, type LedgerState, stillGone, withoutGone } from "./ledger.ts";
import { type Changes, planChanges } from "./plan-changes.ts";
import { callsOf, findUnfit, refuseChanges, refuseWhatDoesNotFit } from "./refuse-changes.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import { removeItems, tellLeft } from "./remove-items.ts";
import { Run, type RunPorts } from "./run.ts";
import { listItems, Section } from "./section.ts";
import { findWaiting, leaveToOthers, MadeByAnother, settleSection } from "./settle-section.ts";
import { verifyItems, type Written } from "./verify-items.ts";

/**
 * Makes Cliq agree with the desired set: the one function behind Create, Update, rollback and Delete (the empty set).
 * Changes and deletes only what the ledger proves to be ours, or what a declaration adopts by id. Where nothing differs
 * it lists once per kind and writes nothing. Functions come before the actions whose forms name them, and go after them.
 * `declared` is what the stack says is registered, by which a lost ledger is recovered. Throws `RegistrationFailed` after
 * undoing the item in hand; the rest is for the next run to settle. Returns the ledger's state as last saved.
 */
export async function reconcile(
  desired: DesiredSet,
  state: LedgerState,
  ports: RunPorts,
  declared = desired,
): Promise<LedgerState> {
  const run = new Run(ports, state);
  const actions = new Section(run, "actions", actionApi(run.cliq.client, ports.readAsset));
  const functions = new Section(run, "functions", functionApi(run.cliq.functions));
  run.findUser = async () => findUser(actions);
  const isWanted = desired.actions.length + desired.functions.length > 0;
  const parts = [
    { section: functions, wanted: desired.functions, known: declared.functions, slugOf: declared.slugOf },
    { section: actions, wanted: desired.actions, known: declared.actions, slugOf: declared.slugOf },
  ];
  try {
    await bringAbout(run, parts, isWanted);
  } catch (error) {
    if (!(error instanceof RegistrationFailed) || !run.isUnchanged || !parts.every(isAsRegistered)) throw error;
    run.warn(
      `This event asks for what is registered, and the one before it has changed nothing of that. ${error.message}`,
    );
  }
  if (!isWanted) await removeAll([actions, functions, actions]);
  return run.state;
}

/** One kind of item in a run. */
interface Part {
  readonly section: Section;
  readonly wanted: readonly DesiredItem[];
  /** What the stack says is registered. */
  readonly known: readonly DesiredItem[];
  readonly slugOf: DesiredSet["slugOf"];
}

async function bringAbout(run: Run, parts: readonly Part[], isWanted: boolean): Promise<void> {
  for (const { section, wanted } of parts) await settleUndone(section, wanted);
  if (isWanted || run.state.lost === true || parts.some(({ section }) => !section.isSettled)) {
    const planned: { section: Section; changes: Changes }[] = [];
    for (const { section, wanted, known, slugOf } of parts) {
      // Most stacks have no functions: then Cliq is not asked for them.
      const isToBeFound = run.state.lost === true && slugOf !== undefined;
      const isUnknown = known.length === 0 && Object.keys(section.entries).length === 0;
      if (isUnknown && !(isToBeFound && (await maySee(section)))) continue;
      if (Object.keys(run.state.gone ?? {}).length > 0)
        await section.keepGone(stillGone(section.name, run.state, await listItems(section.api)));
      const follow = (items: readonly DesiredItem[]): readonly DesiredItem[] =>
        withoutGone(section.name, items, run.state.gone);
      const observed = await settleSection(section, follow(known), slugOf);
      // A Delete then takes out what it can, and is told of the rest at its end.
      if (!isWanted) continue;
      const changes = planChanges(follow(wanted), section.entries, observed);
      const unfit = await findUnfit(section, changes);
      planned.push({
        section,
        changes: unfit.size > 0 ? planChanges(follow(wanted), section.entries, observed, unfit) : changes,
      });
    }
    const ready: { section: Section; changes: Changes; befores: ReadonlyMap<string, Before> }[] = [];
    for (const { section, changes } of planned) {
      await refuseChanges(section, changes);
      ready.push({ section, changes, befores: await readBefore(section, changes) });
    }
    // A Delete does what it can, and so does a rollback: neither can be made smaller.
    if (isWanted && !run.isReturn)
      await refuseWhatDoesNotFit(
        run,
        planned.flatMap(({ section, changes }) => callsOf(section.api, changes)),
      );
    const done: { section: Section; written: readonly Written[] }[] = [];
    for (const { section, changes, befores } of ready)
      done.push({ section, written: await applyChanges(section, changes, befores) });
    for (const { section, changes } of planned.toReversed()) await removeItems(section, changes.deletes);
    for (const { section, written } of done) await verifyItems(section, written);
  }
}

/** Whether the ledger has nothing of a section but what is registered as it is wanted, and no run has deleted what is wanted. */
function isAsRegistered({ section, wanted }: Part): boolean {
  if (wanted.some(({ slug }) => section.hasDeleted(slug))) return false;
  return Object.entries(section.entries).every(([slug, entry]) => {
    // What waits for another user's access is no part of it.
    if (entry.id === undefined && slug.includes("~")) return true;
    const one = wanted.find((other) => other.slug === slug);
    const isHeld = entry.phase === "registered" && entry.hash === one?.hash;
    return one !== undefined && isHeld && entry.removal === deletionPolicyOf(one, entry);
  });
}

/** Whether the access has the scopes of a section: a stage without functions need not have theirs. */
async function maySee({ api }: Section): Promise<boolean> {
  const listed = await api.list();
  return listed.ok || listed.error.kind !== "scope-missing";
}

/** What another stage or product has adopted is not deleted with this one. What Cliq lists tells. */
async function leaveAdopted(section: Section): Promise<void> {
  const entries = Object.values(section.entries);
  if (entries.length === 0 || section.run.origins.length === 0) return;
  if (entries.every(isRetained)) {
    // Nothing is to be deleted: where Cliq cannot be asked, the stack ends all the same.
    const listed = await section.api.list();
    if (listed.ok) nameUnknown(section, listed.value);
    return;
  }
  const listed = await listItems(section.api).catch((error: unknown) => {
    if (!(error instanceof RegistrationFailed)) throw error;
    const { message, cause } = error;
    throw new RegistrationFailed(`${tellLeft(section, Object.keys(section.entries))} ${message}`, { cause });
  });
  await leaveToOthers(section, new Map(listed.map((item) => [item.id, item])));
  nameUnknown(section, listed);
}

/** What has a URL of this stage and is not in its ledger, such as one of an earlier time, is nobody's to delete any more, and named. */
function nameUnknown({ run, ownedIds }: Section, listed: readonly ObservedItem[]): void {
  const { released = {}, gone = {} } = run.state;
  const known = new Set([...ownedIds, ...Object.values(released).map(({ id }) => id), ...Object.values(gone)]);
  const left = listed.filter((item) => isByOrigin(item, run.origins) && !known.has(item.id));
  if (left.length === 0) return;
  run.leave(
    `Still in Cliq: ${left.map(describeLeft).join(", ")}, with URLs of this stage and not in its ledger. Whoever made them can delete them there, if they are not wanted.`,
  );
}

function describeLeft({ name, id, creator }: ObservedItem): string {
  const maker = creator?.name ?? creator?.id;
  return `"${name}" (id ${id}${maker === undefined ? "" : `, made by ${maker}`})`;
}

/** What was to be retained and made room for another one has a name that tells nobody what it is. */
function tellMadeRoom({ run, name: section }: Section): void {
  const released = Object.entries(run.state.released ?? {});
  const left = released.flatMap(([key, { id, name }]) =>
    key.startsWith(`${section}/`) && key.includes("~") ? [`"${name ?? "unknown"}" (id ${id ?? "unknown"})`] : [],
  );
  if (left.length === 0) return;
  run.leave(
    `May still be in Cliq, under names that begin with "moving": what was ${left.join(", ")}. It was to be retained when others took its place. Delete it there, if it is not wanted.`,
  );
}

/** What waits for another user's access keeps nothing else from being removed. */
async function removeAll(sections: readonly Section[]): Promise<void> {
  let left: unknown;
  for (const section of sections) {
    try {
      await leaveAdopted(section);
      await removeItems(section, Object.keys(section.entries));
    } catch (error) {
      if (!(error instanceof RegistrationFailed && error.cause instanceof MadeByAnother)) throw error;
      left ??= error;
    }
  }
  for (const section of new Set(sections)) {
    tellMadeRoom(section);
    left ??= findWaiting(section);
  }
  if (left !== undefined) throw left;
}
