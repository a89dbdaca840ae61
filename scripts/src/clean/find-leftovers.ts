import { pointsTo } from "@cliq-actions/registrar/drift/find-drift";
import { isRetained, type LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import type { ObservedItem } from "@cliq-actions/registrar/registrar/observed-item";
import type { SectionName } from "@cliq-actions/registrar/registrar/section";
import type { Leftover } from "./leftover.ts";
import type { LedgerRow } from "./lost-ledgers.ts";

/** What Cliq lists. */
export type Live = Readonly<Record<SectionName, readonly ObservedItem[]>>;

const kinds = { actions: "message action", functions: "function" } as const;

/** What the lost ledgers prove to be ours and Cliq still has, but for what is to be retained. Pure. */
export function findByLedger(lost: readonly LedgerRow[], live: Live): readonly Leftover[] {
  return lost.flatMap(({ key, state }) =>
    (["actions", "functions"] as const).flatMap((section) =>
      Object.entries(state[section] ?? {}).flatMap(([slug, { id, removal }]): Leftover[] => {
        const item = isRetained({ removal }) ? undefined : live[section].find((one) => one.id === id);
        return item === undefined
          ? []
          : [{ kind: kinds[section], id: item.id, name: item.name, proof: "ledger", row: { key, slug } }];
      }),
    ),
  );
}

/** What posts to an origin, but for what these ledgers have, which are not lost or proved it already. Pure. */
export function findByOrigin(origin: string, ledgers: readonly LedgerState[], live: Live): readonly Leftover[] {
  const known = new Set(
    ledgers.flatMap((state) =>
      [state.actions, state.functions, state.released].flatMap((entries) =>
        Object.values(entries ?? {}).map(({ id }) => id),
      ),
    ),
  );
  return (["actions", "functions"] as const).flatMap((section) =>
    live[section]
      .filter(({ id, executionUrl }) => executionUrl !== undefined && pointsTo(executionUrl, origin) && !known.has(id))
      .map(({ id, name }): Leftover => ({ kind: kinds[section], id, name, proof: "origin" })),
  );
}
