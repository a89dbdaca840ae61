import * as z from "zod";
import { metricNamespace, requireEnvironment } from "../environment.ts";
import { openStage } from "../registrar/open-stage.ts";
import { impatient } from "../retry-access-denied.ts";
import { toFunctionError, toOutcome } from "../to-outcome.ts";
import { type DriftRun, reportDrift } from "./report-drift.ts";
import { type DriftAnswer, serveDrift } from "./serve-drift.ts";

const requestSchema = z.object({ heal: z.boolean().optional() }).catch({});
/** Left for reading back and answering, before Lambda stops the function. */
const closingMs = 60_000;

/**
 * Takes `{heal?}` (left out, the stage's own setting decides), answers with a {@link DriftAnswer}; a failure is an error
 * named by its code.
 */
export async function handler(event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<DriftAnswer> {
  const { heal = process.env.HEAL_DRIFT === "true" } = requestSchema.parse(event);
  const report = (run: DriftRun): void =>
    reportDrift(
      { namespace: metricNamespace(), stage: process.env.STAGE ?? "" },
      run,
      (line) => void process.stdout.write(line),
    );
  try {
    const { openLedger, ...stage } = openStage(impatient);
    const ledger = openLedger({
      stackId: requireEnvironment("STACK_ID"),
      logicalResourceId: requireEnvironment("REGISTRATIONS_ID"),
    });
    const deadline = stage.clock.now() + context.getRemainingTimeInMillis() - closingMs;
    const answer = await serveDrift({ ...stage, ledger, deadline }, heal);
    report(answer);
    return answer;
  } catch (error) {
    const readable = toFunctionError(error);
    report({ outcome: toOutcome(error), reason: readable.message });
    throw readable;
  }
}
