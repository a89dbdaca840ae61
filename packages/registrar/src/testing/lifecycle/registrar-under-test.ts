import { serveCustomResource } from "../../custom-resource/serve-custom-resource.ts";
import type { Ledger, LedgerKey } from "../../registrar/ledger.ts";
import { connectCliq } from "../../registrar/connect-cliq.ts";
import { serveRegistrations } from "../../registrar/serve-registrations.ts";
import { type SharedBudget, shareBudget } from "../../budget/share-budget.ts";
import { contentOf, signingKey } from "./described.ts";
import { budgetFrom, type Outside, putFrom, sendFrom } from "./outside.ts";
import type { ProcessLife } from "./process-life.ts";

/** What Lambda runs: an event and the milliseconds that are left; rejects as a failed invocation does. */
export type RegistrarUnderTest = (
  life: ProcessLife,
  outside: Outside,
  event: object,
  remainingMs: number,
) => Promise<void>;

/** The name of the stage that a stack is of. */
export function stageOf(stackId: string): string {
  return stackId.split("/")[1] ?? "";
}

const origin = "https://cliq.zoho.com";

/** The registrar's own handler, on simulated input and output; its ledger, and how it keeps to the budget, as given. */
export function registrarOn(
  openLedger: (life: ProcessLife, outside: Outside, key: LedgerKey) => Ledger,
  keepTo: (budget: SharedBudget, life: ProcessLife) => SharedBudget = (budget) => budget,
): RegistrarUnderTest {
  return async (life, outside, event, remainingMs) => {
    const { clock } = life;
    const send = sendFrom(life, outside);
    const handler = serveCustomResource(
      async (request, stopsAt) =>
        serveRegistrations(request, stopsAt, {
          openCliq: (wait, fence) => {
            const shared = shareBudget({
              store: budgetFrom(life, outside),
              share: outside.budget.share,
              wait,
              jitterMs: () => outside.chance.whole(0, 10_000),
            });
            const budget = keepTo(shared, life);
            const connection = {
              origin,
              tokens: outside.openTokens(life),
              send: fence?.guard(budget.timely(send)) ?? budget.timely(send),
              clock: fence?.clock ?? clock,
              budget,
            };
            return connectCliq(connection, wait);
          },
          ledger: openLedger(life, outside, request),
          clock,
          stage: stageOf(request.stackId),
          readSigningKey: async () => signingKey,
          readAsset: async ({ key }) => Buffer.from(contentOf(key)),
          warn: (sentence) => void outside.log.push(sentence),
          note: (text) => {
            if (text.includes("because the access to it has ended")) outside.left.add(request.stackId);
          },
          handOver: async () => outside.invoke(event),
        }),
      { clock, write: (line) => void outside.log.push(line), put: putFrom(life, outside) },
    );
    await handler(event, { getRemainingTimeInMillis: () => remainingMs });
  };
}

/** The registrar as it is deployed. */
export const realRegistrar = registrarOn((life, { table }, name) => table.open(life, name));
