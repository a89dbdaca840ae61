import { digestOf } from "../digest.ts";
import type { DesiredItem } from "./desired-set.ts";
import { deletionPolicyOf, type Intent, type LedgerEntry, type LedgerState } from "./ledger.ts";
import { isSameName, type ObservedItem } from "./observed-item.ts";
import { ownOrigins } from "./run.ts";
import type { SectionName } from "./section.ts";

/**
 * The ledger's entries as they are settled before anything is planned, by what Cliq shows: a create whose answer was lost
 * is owned where it shows up, what was released comes back, what Cliq no longer has is forgotten. What is declared and
 * missing in the ledger, as a row that was lost or is of an earlier time tells nothing of it, is ours where it has one of
 * our unguessable URLs. Pure; `pnpm cliq plan` and the deployment settle by this alone.
 */
export function settleEntries(
  section: SectionName,
  state: Pick<LedgerState, "actions" | "functions" | "released" | "lost" | "registered" | "origins">,
  desired: readonly DesiredItem[],
  observed: readonly ObservedItem[],
): Readonly<Record<string, LedgerEntry>> {
  const wanted = new Set(desired.map(({ slug }) => slug));
  const isThere = (id: string | undefined): boolean => observed.some((item) => item.id === id);
  const all = state[section] ?? {};
  const owned = new Set(Object.values(all).flatMap(({ id }) => id ?? []));
  const settled = new Map<string, LedgerEntry>();
  const claimed = new Set(desired.map(({ adopt }) => adopt));
  const makers = knownMakers(state);
  // A person may have given an action of their own the URL of ours.
  const isOfOurs = ({ creator }: ObservedItem): boolean =>
    makers.size === 0 || creator?.id === undefined || makers.has(creator.id);
  for (const [slug, entry] of Object.entries(all)) {
    const isAsked = wanted.has(slug) || entry.leaving === true;
    const made = entry.id === undefined ? findLostCreate(section, entry.intent, owned, observed) : undefined;
    if (made !== undefined) owned.add(made.id);
    if (made !== undefined) settled.set(slug, { ...entry, phase: "changing", id: made.id });
    else if (entry.id !== undefined && (isThere(entry.id) || !isAsked)) settled.set(slug, entry);
  }
  for (const one of desired) {
    const released = state.released?.[`${section}/${one.slug}`];
    if (settled.has(one.slug)) continue;
    const item = observed.find(({ id }) => id === released?.id);
    const mayBe = ({ id }: ObservedItem): boolean => !owned.has(id) && (!claimed.has(id) || one.adopt === id);
    const isFree = item !== undefined && mayBe(item) && !isElsewhere(item, one);
    const isSameKind = (released?.kind ?? one.kind) === one.kind;
    // Once retained it stays so unless told: a rollback, or whoever takes it out again, does not delete it.
    const back = released !== undefined && isFree && isSameKind ? { ...released, retained: true } : undefined;
    const found =
      back === undefined && (state.lost === true || isOlder(state, one))
        ? observed.find(
            (other) =>
              mayBe(other) && isByOurUrl(section, other, one) && isOfStack(state, other, one) && isOfOurs(other),
          )
        : undefined;
    // What had no entry may have been retained by a stack that was there before: it is not deleted unless told.
    const entry = back ?? (found && toRecovered(found, one, state.lost !== true && all[one.slug] === undefined));
    if (entry === undefined) continue;
    settled.set(one.slug, entry);
    // It is one slug's alone.
    owned.add(entry.id ?? "");
  }
  return Object.fromEntries(settled);
}

/**
 * Finds the item that a create of ours made although its answer was lost: by the temporary name nobody else has, or by
 * the execution URL, whose credential nobody else knows (INFERRED that Cliq shows it of webhooks).
 */
export function findLostCreate(
  section: SectionName,
  intent: Intent | undefined,
  owned: ReadonlySet<string>,
  listed: readonly ObservedItem[],
): ObservedItem | undefined {
  if (intent === undefined) return undefined;
  return listed.find(({ id, name, hint, kind, executionUrl }) => {
    if (owned.has(id) || (kind !== undefined && kind !== (intent.kind ?? "webhook"))) return false;
    const isName = isSameName(name, intent.name);
    // What a stack of before has retained has the same URL, and never this name.
    if (intent.temporary === true) return isName;
    // One URL serves an action and its functions, and every function of it: it does not tell these apart.
    const isUrl = executionUrl !== undefined && digestOf(executionUrl) === intent.urlDigest;
    if (isUrl) return section === "actions" || isName;
    // Written by an earlier release, which marked the hint where it could not go by the URL.
    return executionUrl === undefined && isName && hint === intent.hint && hint.startsWith("Being registered (");
  });
}

/** Who has made what the row knows of, adopted items aside. */
function knownMakers({ actions, functions, released }: Parameters<typeof settleEntries>[1]): ReadonlySet<string> {
  const entries = [actions, functions, released].flatMap((part) => Object.values(part ?? {}));
  return new Set(entries.flatMap(({ creator, adopted }) => (adopted === true ? [] : (creator ?? []))));
}

/** Whether a row may be older than what is declared: it knows of registrations. What a first deployment finds is another stack's. */
function isOlder({ registered }: Pick<LedgerState, "registered">, { adopt }: DesiredItem): boolean {
  return registered !== undefined && adopt === undefined;
}

/** Whether an item posts to where this stack's do or did; where its row was lost, nobody knows where that was. */
function isOfStack(
  state: Pick<LedgerState, "lost" | "registered" | "origins">,
  item: ObservedItem,
  { executionUrl = "" }: DesiredItem,
): boolean {
  const origins = ownOrigins(state, URL.canParse(executionUrl) ? new URL(executionUrl).origin : undefined);
  return state.lost === true || origins.some((origin) => item.executionUrl?.startsWith(`${origin}/actions/`));
}

/** Whether what was retained has been taken over since: it posts to another place than this slug's. */
function isElsewhere({ executionUrl }: ObservedItem, desired: DesiredItem): boolean {
  if (executionUrl === undefined || desired.executionUrl === undefined) return false;
  // Nobody else knows the credential: only our API's address has changed.
  if (hasCredentialOf(executionUrl, desired)) return false;
  // All but the credential, which may be of any version by now.
  const placeOf = (url: string): string => url.slice(0, url.lastIndexOf("/"));
  return placeOf(executionUrl) !== placeOf(desired.executionUrl);
}

/** Whether a URL ends in a credential of this slug, of the version before, now or next: nobody else can derive one. */
export function hasCredentialOf(executionUrl: string | undefined, { credentialDigests }: DesiredItem): boolean {
  const credential = executionUrl?.split("/").at(-1);
  return credential !== undefined && credentialDigests.includes(digestOf(credential));
}

function isByOurUrl(section: SectionName, item: ObservedItem, desired: DesiredItem): boolean {
  if (!hasCredentialOf(item.executionUrl, desired)) return false;
  return section === "actions" || isSameName(item.name, desired.name);
}

/**
 * The ledger's entry of an item that is proved to be ours, and is declared so, or not at all any more: whether it was to
 * be retained then nobody can tell, so it is.
 */
export function toRecovered(item: ObservedItem, desired?: DesiredItem, retained = false): LedgerEntry {
  const { id, name, kind, creator } = item;
  const adopted = desired?.adopt === id;
  return {
    phase: "changing",
    id,
    name,
    ...(kind === undefined ? {} : { kind }),
    ...(adopted ? { adopted } : creator?.id === undefined ? {} : { creator: creator.id }),
    ...(retained ? { retained } : {}),
    removal: desired === undefined ? "retain" : deletionPolicyOf(desired, { adopted, retained }),
  };
}

/** Who may have made what, as far as it decides whether something is gone. */
type Made = Pick<LedgerEntry, "creator" | "scope">;

/**
 * Whether what Cliq does not show to an access is certain to be gone: its maker's access knows, and any that sees what that
 * user has made for the whole organisation, if this was one of those. `user` is whose access it is, `seen` what it is
 * shown. Pure; deployment, plan, drift, doctor and clean judge by this alone.
 */
export function isGone(
  { creator, scope, adopted }: Pick<LedgerEntry, "creator" | "scope" | "adopted">,
  { user, tellsMakers, seen }: { user: string | undefined; tellsMakers: boolean; seen: readonly Made[] },
): boolean {
  // Whoever made what was adopted is nobody of ours: what is for the whole organisation is judged by what everybody sees.
  if (adopted === true && scope === "organization") return true;
  // Earlier releases did not write down who made it: where Cliq tells that, it may be anybody.
  if (creator === undefined) return !tellsMakers;
  if (creator === user) return true;
  return scope === "organization" && seen.some((one) => one.creator === creator && one.scope === scope);
}

/**
 * Whether an item that a list lacks may be there all the same, because another user's access has read the list. Whose it
 * was the list tells by what only its maker sees. Pure; for who only reads: what the documents say everybody sees is gone.
 */
export function isUnseen(
  section: SectionName,
  entry: LedgerEntry,
  listed: readonly Pick<ObservedItem, "id" | "creator" | "shown">[],
): boolean {
  if (entry.scope === "organization" || listed.some(({ id }) => id === entry.id)) return false;
  const seen = listed.map(({ creator, shown }) => ({ creator: creator?.id, scope: shown.scope as string | undefined }));
  const makers = new Set(
    seen.flatMap(({ creator, scope }) => (section === "functions" || scope === "personal" ? (creator ?? []) : [])),
  );
  const tellsMakers = seen.some(({ creator }) => creator !== undefined);
  return !isGone(entry, { user: makers.size === 1 ? [...makers][0] : undefined, tellsMakers, seen });
}
