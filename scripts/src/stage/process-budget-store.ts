import { randomUUID } from "node:crypto";
import type { BudgetStore, StoredUse } from "@cliq-actions/registrar/budget/budget-store";
import { unused } from "@cliq-actions/registrar/budget/operation-use";

/** The budget of a stage without a table: this process keeps to Cliq's limits by itself. */
export function processBudgetStore(): BudgetStore {
  const stored = new Map<string, StoredUse>();
  const read = (operation: string): StoredUse => stored.get(operation) ?? { use: unused, lastWrite: undefined };
  return {
    now: () => ({ earliest: Date.now(), latest: Date.now() }),
    read: async (operation) => read(operation),
    write: async (operation, use, after) => {
      if (read(operation).lastWrite !== after) return undefined;
      const lastWrite = randomUUID();
      stored.set(operation, { use, lastWrite });
      return lastWrite;
    },
  };
}
