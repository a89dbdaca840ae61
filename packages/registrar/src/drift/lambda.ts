import * as z from "zod";
import { Misconfigured, metricNamespace, requireEnvironment } from "../environment.ts";
import { onLambda, openStage } from "../registrar/open-stage.ts";
import { toFunctionError, toOutcome } from "../to-outcome.ts";
import { RegistrationFailed } from "../registrar/registration-failed.ts";
import { type DriftRun, reportDrift } from "./report-drift.ts";
import { type DriftAnswer, serveDrift } from "./serve-drift.ts";

const requestSchema = z.strictObject({ heal: z.boolean().optional() });
const means = onLambda();
/** Left for reading back and answering, before Lambda stops the function. */
const closingMs = 60_000;

/**
 * Takes `{heal?}` (left out, the stage's own setting decides) and nothing else, answers with a {@link DriftAnswer}; a failure is an error
 * named by its code.
 */
export async function handler(event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<DriftAnswer> {
  const report = (run: DriftRun): void =>
    reportDrift(
      { namespace: metricNamespace(), stage: process.env.STAGE ?? "" },
      run,
      (line) => void process.stdout.write(line),
    );
  try {
    const { heal = process.env.HEAL_DRIFT === "true" } = readRequest(event);
    const { openLedger, ...stage } = openStage(means);
    const ledger = openLedger({
      stackId: requireEnvironment("STACK_ID"),
      logicalResourceId: requireEnvironment("REGISTRATIONS_ID"),
    });
    const deadline = stage.clock.now() + context.getRemainingTimeInMillis() - closingMs;
    const deployed = {
      apiOrigin: requireEnvironment("API_ORIGIN"),
      credentialVersion: Number(requireEnvironment("CREDENTIAL_VERSION")),
    };
    const answer = await serveDrift({ ...stage, ledger, deployed, deadline }, heal);
    report(answer);
    return answer;
  } catch (thrown) {
    const error = retell(thrown);
    const readable = toFunctionError(error);
    report({ outcome: toOutcome(error), reason: readable.message });
    throw readable;
  }
}

/** Whatever else invokes it, such as a custom resource with the wrong ServiceToken, must not pass for a check that was asked for. */
function readRequest(event: unknown): z.output<typeof requestSchema> {
  const parsed = requestSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new Misconfigured('The drift check takes {} or {"heal": true}, and nothing else: correct who invokes it.');
}

/** Nobody has deployed: what a failed call tells to do is to look again. */
function retell(error: unknown): unknown {
  if (!(error instanceof RegistrationFailed) || error.retold === undefined) return error;
  return new RegistrationFailed(error.retold("look again with pnpm cliq drift"), { cause: error.cause });
}
