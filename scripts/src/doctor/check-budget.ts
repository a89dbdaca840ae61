import { type Operation, operations } from "@cliq-actions/cliq/rest/operations";
import type { BudgetStore } from "@cliq-actions/registrar/budget/budget-store";
import { limitOf, windowMs } from "@cliq-actions/registrar/budget/operation-use";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
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

function seconds(ms: number): string {
  return `${Math.ceil(ms / 1_000)} s`;
}
