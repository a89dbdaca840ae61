import * as z from "zod";
import { Misconfigured, metricNamespace, requireEnvironment } from "../environment.ts";
import { onLambda, openStage, type StageMeans } from "../registrar/open-stage.ts";
import { toFunctionError, toOutcome } from "../to-outcome.ts";
import { type DriftRun, reportDrift } from "./report-drift.ts";
import { type DriftAnswer, serveDrift } from "./serve-drift.ts";

const requestSchema = z.strictObject({ heal: z.boolean().optional() });
/** Left for reading back and answering, before Lambda stops the function. */
const closingMs = 60_000;

/**
 * Takes `{heal?}` (left out, the stage's own setting decides) and nothing else, answers with a {@link DriftAnswer}; a failure is an error
 * named by its code.
 */
export function driftCheck(means: StageMeans) {
  return async (event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<DriftAnswer> => {
    const report = (run: DriftRun): void =>
      reportDrift({ namespace: metricNamespace(), stage: process.env.STAGE ?? "" }, run, means.write);
    let isHealing = false;
    try {
      ({ heal: isHealing = process.env.HEAL_DRIFT === "true" } = readRequest(event));
      const { openLedger, ...stage } = openStage(means);
      const ledger = openLedger({
        stackId: requireEnvironment("STACK_ID"),
        logicalResourceId: requireEnvironment("REGISTRATIONS_ID"),
      });
      const deadline = stage.clock.now() + context.getRemainingTimeInMillis() - closingMs;
      const deployed = {
        apiOrigin: requireEnvironment("API_ORIGIN"),
        credentialVersion: Number(requireEnvironment("CREDENTIAL_VERSION")),
        manifestDigest: requireEnvironment("MANIFEST_DIGEST"),
      };
      const answer = await serveDrift({ ...stage, ledger, deployed, deadline }, isHealing);
      report(answer);
      return answer;
    } catch (error) {
      const command = `pnpm cliq drift --stage ${process.env.STAGE ?? "<stage>"}${isHealing ? " --heal" : ""}`;
      const readable = toFunctionError(error, `run \`${command}\` again`);
      report({ outcome: toOutcome(error), reason: readable.message });
      throw readable;
    }
  };
}

/** See {@link driftCheck}. */
export const handler = driftCheck(onLambda());

/** Whatever else invokes it, such as a custom resource with the wrong ServiceToken, must not pass for a check that was asked for. */
function readRequest(event: unknown): z.output<typeof requestSchema> {
  const parsed = requestSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new Misconfigured('The drift check takes {} or {"heal": true}, and nothing else: correct who invokes it.');
}
