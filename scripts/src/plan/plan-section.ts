import type { CliqConnection } from "@cliq-actions/cliq/rest/cliq-call";
import { connectFunctions } from "@cliq-actions/cliq/rest/connect-functions";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { describeChanges, type PlannedItem } from "@cliq-actions/registrar/plan/describe-changes";
import { isUnseen, settleEntries } from "@cliq-actions/registrar/registrar/settle-entries";
import { actionApi } from "@cliq-actions/registrar/registrar/action-api";
import type { DesiredItem, DesiredSet } from "@cliq-actions/registrar/registrar/desired-set";
import { functionApi } from "@cliq-actions/registrar/registrar/function-api";
import { type LedgerEntry, type LedgerState, stillGone, withoutGone } from "@cliq-actions/registrar/registrar/ledger";
import { type ItemApi, type SectionName, listItems } from "@cliq-actions/registrar/registrar/section";
import { planChanges } from "@cliq-actions/registrar/registrar/plan-changes";
import type { ObservedItem } from "@cliq-actions/registrar/registrar/observed-item";
import { ownOrigins } from "@cliq-actions/registrar/registrar/run";
import { findOthers, toUnseen } from "@cliq-actions/registrar/registrar/settle-section";
import { callsOf } from "@cliq-actions/registrar/registrar/refuse-changes";

/** One of Cliq's two registries in a plan. */
export interface PlannedSection {
  readonly items: readonly PlannedItem[];
  readonly problems: readonly string[];
  /** The calls of each change. */
  readonly steps: readonly (readonly Operation[])[];
  /** The call that lists this section, if it is listed at all. */
  readonly list: readonly Operation[];
}

interface Compared {
  readonly desired: DesiredSet;
  readonly state: LedgerState;
  /** What the last deployment registered, as far as the ledger knows. */
  readonly before: DesiredSet;
}

/** Compares one section with what Cliq lists, which it is asked for only if there is something to compare. */
export async function planSection(
  cliq: CliqConnection,
  section: SectionName,
  { desired: set, state, before }: Compared,
): Promise<PlannedSection> {
  const registries = {
    actions: actionApi(connectMessageActions(cliq)),
    functions: functionApi(connectFunctions(cliq)),
  };
  const registry: ItemApi = registries[section];
  const recorded = state[section] ?? {};
  if (set[section].length === 0 && Object.keys(recorded).length === 0)
    return { items: [], problems: [], steps: [], list: [] };
  const listed = await listItems(registry);
  const hidden = new Map(
    Object.entries(recorded).filter(([, entry]) => entry.id !== undefined && isUnseen(section, entry, listed)),
  );
  const isGone = ({ adopted, id }: LedgerEntry, slug: string): boolean =>
    adopted === true && !hidden.has(slug) && listed.every((item) => item.id !== id);
  const gone = Object.entries(recorded).flatMap(([slug, entry]) =>
    isGone(entry, slug) ? [[`${section}/${slug}`, entry.id ?? ""] as const] : [],
  );
  const desired: readonly DesiredItem[] = withoutGone<DesiredItem>(section, set[section], {
    ...stillGone(section, state, listed),
    ...Object.fromEntries(gone),
  });
  const { known: ours, live, notes, refused } = leaveOthers({ desired, recorded, listed, state });
  const observed = [...live, ...[...hidden.values()].map((entry) => toUnseen(entry.id ?? "", entry))];
  const entries = settleEntries(section, { ...state, [section]: ours }, desired, observed);
  const changes = planChanges(desired, entries, observed);
  const released = Object.fromEntries(
    Object.entries(state.released ?? {}).filter(([key]) => key.startsWith(`${section}/`)),
  );
  const known = new Map(before[section].map((one) => [one.slug, one]));
  const items = describeChanges({
    kind: registry.noun,
    desired,
    changes,
    entries,
    recorded,
    before: known,
    released,
    live,
  });
  return {
    items: items.map((item) => {
      const unseen = hidden.get(item.slug);
      const told = unseen && describeUnseen(unseen, item.change);
      const note = [item.note, notes.get(item.slug), told].filter((one) => one !== undefined).join(" ");
      return { ...item, ...(note === "" ? {} : { note }), ...(unseen === undefined ? {} : { change: "unseen" }) };
    }),
    problems: [...refused, ...changes.problems],
    steps: callsOf(registry, changes),
    list: [section === "actions" ? "list" : "listFunctions"],
  };
}

/** What a deployment does about what Cliq does not show, which depends on whose access it has. */
function describeUnseen({ creator }: LedgerEntry, change: PlannedItem["change"]): string {
  const whose = creator === undefined ? "whoever made it" : `the user ${creator}, who made it,`;
  const isLeaving = change === "delete" || change === "forget";
  const otherwise =
    change === "none" || change === "forget" ? "the deployment leaves it as it is" : "the deployment fails";
  return `Cliq does not show it to the access that is stored. If ${whose} gave that, it is gone${isLeaving ? "" : ", and is made anew"}; else ${otherwise}.`;
}

/** What another stage has adopted is let go, or stays as it is, in a plan as in a deployment. */
function leaveOthers({
  desired,
  recorded,
  listed,
  state,
}: {
  readonly desired: readonly DesiredItem[];
  readonly recorded: Readonly<Record<string, LedgerEntry>>;
  readonly listed: readonly ObservedItem[];
  readonly state: LedgerState;
}): {
  readonly known: Readonly<Record<string, LedgerEntry>>;
  readonly live: readonly ObservedItem[];
  readonly notes: ReadonlyMap<string, string>;
  readonly refused: readonly string[];
} {
  const origins = ownOrigins(state, undefined);
  const live = new Map(listed.map((item) => [item.id, item]));
  const known: Record<string, LedgerEntry> = { ...recorded };
  const notes = new Map<string, string>();
  const refused: string[] = [];
  for (const [slug, entry] of Object.entries(recorded)) {
    const item = live.get(entry.id ?? "");
    const wanted = desired.find((one) => one.slug === slug);
    const others = item && findOthers([slug, entry], item, wanted, origins);
    if (item === undefined || others === undefined) continue;
    if (others.isRefused) refused.push(others.sentence);
    else notes.set(slug, others.sentence);
    known[slug] = { ...entry, phase: "registered", ...(wanted === undefined ? { removal: "retain" } : {}) };
    live.set(item.id, toUnseen(item.id, entry));
  }
  return { known, live: [...live.values()], notes, refused };
}
