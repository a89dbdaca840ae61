import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import { differingField } from "./compare-action.ts";
import type { DesiredAction } from "./desired-action.ts";
import type { LedgerState } from "./ledger.ts";

/** What has to happen, in this order of the lists, for Cliq to hold the desired set and nothing else of ours. */
export interface Changes {
  /** Names we want that somebody else's action has: nothing is written while there are any. */
  readonly conflicts: readonly { readonly desired: DesiredAction; readonly holder: MessageAction }[];
  /** A renamed folder keeps its action: the ledger entry moves, then the action is updated. */
  readonly transfers: readonly { readonly from: string; readonly to: string }[];
  /** Our own actions that have a name another of ours is to get, as in a swap. They step aside first. */
  readonly asides: readonly string[];
  readonly updates: readonly { readonly id: string; readonly desired: DesiredAction }[];
  readonly creates: readonly DesiredAction[];
  readonly deletes: readonly { readonly slug: string; readonly id: string }[];
}

/**
 * Compares the desired set with the ledger and the live list. Pure. Every entry of the ledger has an id here, and every
 * id of a desired action is in the list; both were settled before.
 */
export function planChanges(desired: readonly DesiredAction[], state: LedgerState, live: readonly MessageAction[]): Changes {
  const owned = new Map(Object.entries(state.actions).flatMap(([slug, { id }]) => (id === undefined ? [] : [[slug, id] as const])));
  const ownedIds = new Set(owned.values());
  const wanted = new Set(desired.map(({ slug }) => slug));
  const liveById = new Map(live.map((action) => [action.id, action]));

  const transfers = desired.flatMap(({ slug, fields }) => {
    if (owned.has(slug)) return [];
    const leaving = [...owned].find(([from, id]) => !wanted.has(from) && liveById.get(id)?.name === fields.name);
    return leaving === undefined ? [] : [{ from: leaving[0], to: slug }];
  });
  for (const { from, to } of transfers) {
    owned.set(to, owned.get(from) ?? "");
    owned.delete(from);
  }

  const updates = desired.flatMap((action) => {
    const id = owned.get(action.slug);
    return id === undefined || isSettled(action, state, liveById.get(id)) ? [] : [{ id, desired: action }];
  });
  const creates = desired.filter(({ slug }) => !owned.has(slug));
  const targets = [...updates.map(({ id, desired: { fields } }) => ({ id, name: fields.name })), ...creates.map(({ fields }) => ({ id: undefined, name: fields.name }))];
  const inTheWay = live.filter((holder) => targets.some(({ id, name }) => holder.name === name && holder.id !== id));
  return {
    conflicts: desired.flatMap((action) =>
      live.filter(({ id, name }) => name === action.fields.name && !ownedIds.has(id)).map((holder) => ({ desired: action, holder })),
    ),
    transfers,
    asides: inTheWay.filter(({ id }) => ownedIds.has(id)).map(({ id }) => id),
    updates,
    creates,
    deletes: [...owned].filter(([slug]) => !wanted.has(slug)).map(([slug, id]) => ({ slug, id })),
  };
}

function isSettled(desired: DesiredAction, state: LedgerState, shown: MessageAction | undefined): boolean {
  const entry = state.actions[desired.slug];
  if (entry?.phase !== "registered" || entry.hash !== desired.hash || shown === undefined) return false;
  return differingField(shown, desired.fields) === undefined;
}
