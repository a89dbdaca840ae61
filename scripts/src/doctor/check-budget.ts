import { type Operation, operations } from "@cliq-actions/cliq/rest/operations";
import type { BudgetStore } from "@cliq-actions/registrar/budget/budget-store";
import { limitOf, windowMs } from "@cliq-actions/registrar/budget/operation-use";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { LedgerState } from "@cliq-actions/registrar/registrar/ledger";
import { sharingWith } from "@cliq-actions/infra/stages/budget-share";
import type { Stage, Stages } from "@cliq-actions/infra/stages/define-stages";
import { type Diagnosis, doubtful, fine } from "./finding.ts";

/** What is left of the stage's calls in this minute, and which operations Cliq has locked. */
export async function checkBudget({ budgetShare }: Stage, store: BudgetStore): Promise<Diagnosis<undefined>> {
  const names = Object.keys(operations) as Operation[];
  const uses = await Promise.all(names.map(async (operation) => ({ operation, ...(await store.read(operation)) })));
  const now = store.now().latest;
  const locked = uses.filter(({ use }) => use.lockedUntil > now);
  const spent = uses.filter(({ operation, use }) => left(operation, use.calls, now) === 0);
  const used = uses.flatMap(({ operation, use }) => {
    const limit = limitOf(operation, budgetShare);
    const free = left(operation, use.calls, now);
    return free < limit ? [`${operation} ${free} of ${limit}`] : [];
  });
  const summary =
    used.length === 0
      ? "all calls of this minute are left"
      : `left in this minute: ${used.join(", ")}; of the others all`;
  if (locked.length > 0) {
    const until = Math.max(...locked.map(({ use }) => use.lockedUntil));
    return doubtful(
      `Cliq has locked ${locked.map(({ operation }) => operation).join(", ")}; ${summary}`,
      `The last of these locks ends in ${seconds(until - now)}; until then the budget lets none of these calls through.`,
    );
  }
  if (spent.length > 0) return doubtful(summary, "A deployment waits up to a minute for new calls.");
  return fine(summary);

  function left(operation: Operation, calls: readonly number[], at: number): number {
    return Math.max(0, limitOf(operation, budgetShare) - calls.filter((call) => call > at - windowMs).length);
  }
}

/**
 * Whether the same user's limits are used by more stages than infra/stages.ts divides them among, such as another
 * product's: by the URLs of what that user has made in Cliq, as far as it shows them. In whatever account those are.
 */
export function checkSharing(
  { name, budgetShare }: Stage,
  { stages }: Stages,
  { actions }: LedgerState,
  live: readonly MessageAction[],
  apiOrigin: string,
): Diagnosis<undefined> {
  const ids = new Set(Object.values(actions).map(({ id }) => id));
  const users = new Set(live.flatMap(({ id, creator }) => (ids.has(id) ? (creator?.id ?? []) : [])));
  const others = new Set(
    live.flatMap(({ creator, execution_url: url = "" }) => {
      const origin = /^(https:\/\/[^/]+)\/actions\/[^/]+\/[\w-]{43}$/.exec(url)?.[1];
      return origin !== undefined && origin !== apiOrigin && users.has(creator?.id ?? "") ? [origin] : [];
    }),
  );
  const known = sharingWith(stages, name).length;
  const among = known === 1 ? "has them for itself" : `divides them among ${known} stages`;
  const says = `the limits are the Cliq user's; infra/stages.ts ${among}, and this one takes ${budgetShare} of each`;
  if (others.size < known) return fine(`${says}; no other stage of that user is seen`);
  const share = Math.floor(80 / (others.size + 1)) / 100;
  return doubtful(
    `${says}; actions of the same user also post to ${[...others].toSorted().join(", ")}`,
    `If another product is there, all of them must be at most 1 together: write budgetShare: ${share} into each one's ` +
      "infra/stages.ts, or give this stage a user of its own.",
  );
}

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
