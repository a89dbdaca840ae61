import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { BudgetStore, StoredUse } from "../budget/budget-store.ts";
import { unused } from "../budget/operation-use.ts";

/** A store that several processes can share, with the same condition on writes as the table's. */
export function memoryBudgetStore(now: () => number): BudgetStore {
  const rows = new Map<Operation, StoredUse>();
  let writes = 0;
  const find = (operation: Operation): StoredUse => rows.get(operation) ?? { use: unused, lastWrite: undefined };
  return {
    now: () => ({ earliest: now(), latest: now() }),
    read: async (operation) => find(operation),
    write: async (operation, use, after) => {
      if (find(operation).lastWrite !== after) return undefined;
      writes += 1;
      rows.set(operation, { use, lastWrite: String(writes) });
      return String(writes);
    },
  };
}
