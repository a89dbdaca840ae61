import { pointsTo } from "@cliq-actions/registrar/drift/find-drift";
import { isRetained, type LedgerEntry, type LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { type ObservedItem, othersOriginOf } from "@cliq-actions/registrar/registrar/observed-item";
import { ownOrigins } from "@cliq-actions/registrar/registrar/run";
import type { Live } from "@cliq-actions/registrar/registrar/section";
import { isUnseen } from "@cliq-actions/registrar/registrar/settle-entries";
import type { Leftover } from "./leftover.ts";
import type { LedgerRow } from "./lost-ledgers.ts";

const kinds = { actions: "message action", functions: "function" } as const;

/**
 * What the lost ledgers prove to be ours and Cliq still has, but for what is to be retained, what was somebody's before
 * and could not be given back, what a living ledger has by now, and what has another stage's URL. Pure.
 */
export function findByLedger(
  lost: readonly LedgerRow[],
  living: readonly LedgerState[],
  live: Live,
): readonly Leftover[] {
  return lost.flatMap(({ key, state }) =>
    (["actions", "functions"] as const).flatMap((section) =>
      Object.entries(state[section] ?? {}).flatMap(([slug, entry]): Leftover[] => {
        if (isRetained({ removal: entry.removal }) || entry.before !== undefined) return [];
        const item = live[section].find((one) => isOf(entry, one));
        return item === undefined ||
          isKnown(living, item) ||
          othersOriginOf(item, ownOrigins(state, undefined)) !== undefined
          ? []
          : [{ kind: kinds[section], id: item.id, name: item.name, proof: "ledger", row: { key, slug } }];
      }),
    ),
  );
}

/** What a lost ledger has, and Cliq does not show to the access that is used although it may be there: its maker alone would see it. */
export interface Unseen {
  readonly kind: Leftover["kind"];
  readonly slug: string;
  /** Undefined where the create had no answer: then it may be there under `name`. */
  readonly id: string | undefined;
  readonly name: string | undefined;
  /** Id of the user who made it, as far as the ledger knows. */
  readonly creator: string | undefined;
}

/** What of the lost ledgers only another user's access may show. Pure. */
export function findUnseen(lost: readonly LedgerRow[], live: Live): readonly Unseen[] {
  return lost.flatMap(({ state }) =>
    (["actions", "functions"] as const).flatMap((section) =>
      Object.entries(state[section] ?? {}).flatMap(([slug, entry]): Unseen[] => {
        const { id, before, intent } = entry;
        const { creator = intent?.user } = entry;
        // Of a create without an answer nothing tells but whose access sent it.
        const isTold = id !== undefined || (creator !== undefined && live[section].every((item) => !isOf(entry, item)));
        const isHidden = isTold && isUnseen(section, { ...entry, creator }, live[section]);
        if (isRetained(entry) || before !== undefined || !isHidden) return [];
        return [{ kind: kinds[section], slug, id, name: intent?.name, creator }];
      }),
    ),
  );
}

/** What posts to an origin, but for what these ledgers have, which are not lost or proved it already. Pure. */
export function findByOrigin(origin: string, ledgers: readonly LedgerState[], live: Live): readonly Leftover[] {
  return (["actions", "functions"] as const).flatMap((section) =>
    live[section]
      .filter((item) => item.executionUrl !== undefined && pointsTo(item.executionUrl, origin))
      .filter((item) => !isKnown(ledgers, item))
      .map(({ id, name }): Leftover => ({ kind: kinds[section], id, name, proof: "origin" })),
  );
}

/** Whether it is what a ledger's entry has by its id or, while it is being made, by a name that is nobody else's. */
function isOf({ id, intent }: LedgerEntry, item: ObservedItem): boolean {
  return id === undefined ? intent?.temporary === true && intent.name === item.name : id === item.id;
}

function isKnown(ledgers: readonly LedgerState[], item: ObservedItem): boolean {
  return ledgers.some(
    ({ actions, functions, released, gone }) =>
      // What was adopted once is somebody's.
      Object.values(gone ?? {}).includes(item.id) ||
      [actions, functions, released].some((entries) => Object.values(entries ?? {}).some((entry) => isOf(entry, item))),
  );
}
