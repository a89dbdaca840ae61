import { operations } from "@cliq-actions/cliq/rest/operations";
import { anAction, virtualStage } from "@cliq-actions/registrar/testing/virtual-stage";
import { registrarBudget } from "./budgets.ts";

/** One deployment in virtual time. */
export interface RegistrarRun {
  readonly what: string;
  /** How often Cliq was called, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** The time that the documented limits allow: changes by calls a minute of the scarcest operation that each needs. */
  readonly allowedSeconds: number;
  readonly verdict: "met" | "missed";
}

const minutesBetween = 10;

/** Deploys many actions, again, changed, and none, to a Cliq that counts; exact, because no clock runs. */
export async function timeRegistrar(count = registrarBudget.actions): Promise<RegistrarRun[]> {
  const stage = virtualStage();
  const many = (hint: string) => Array.from({ length: count }, (_, at) => anAction(`a${at}`, { hint }));
  const deployments = [
    ["created", "Create", many("first"), [operations.create, operations.updateHandler]],
    ["unchanged", "Update", many("first"), []],
    ["changed", "Update", many("second"), [operations.update]],
    ["deleted", "Delete", [], [operations.delete]],
  ] as const;
  const runs: RegistrarRun[] = [];
  for (const [what, type, actions, needed] of deployments) {
    stage.clock.advance(minutesBetween * 60_000);
    stage.newCalls();
    const startedAt = stage.clock.now();
    const { status } = await stage.deliver(type, actions);
    if (status !== "SUCCESS") throw new Error(`${count} actions ${what}: ${status}`);
    const seconds = (stage.clock.now() - startedAt) / 1_000;
    const calls: Record<string, number> = {};
    for (const operation of stage.newCalls()) calls[operation] = (calls[operation] ?? 0) + 1;
    const allowedSeconds = Math.max(0, ...needed.map(({ perMinute }) => (count / perMinute) * 60));
    const isMet =
      needed.length > 0
        ? seconds <= registrarBudget.owed * allowedSeconds
        : JSON.stringify(calls) === JSON.stringify({ listActions: 1 });
    runs.push({ what: `${count} actions ${what}`, calls, seconds, allowedSeconds, verdict: isMet ? "met" : "missed" });
  }
  return runs;
}
