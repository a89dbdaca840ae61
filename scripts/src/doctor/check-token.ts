import { KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";
import { connectMessageActions } from "@cliq-actions/cliq/rest/connect-message-actions";
import type { CliqFailure } from "@cliq-actions/cliq/rest/cliq-failure";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { broken, type Diagnosis, fine } from "./finding.ts";
import type { StageCliq } from "./open-cliq.ts";

/** Whether the token keeper hands out an access token, which Zoho gives it in the data centre of its refresh token only. */
export async function checkToken(stage: Stage, { origins, connection }: StageCliq): Promise<Diagnosis<string>> {
  const zoho = new URL(origins.accounts).host;
  try {
    return fine(`${zoho} renews it`, await connection.tokens.current());
  } catch (error) {
    if (!(error instanceof KeeperFailed)) throw error;
    const elsewhere = `If the account lives in another data centre than ${stage.dataCentre}, put that into infra/stages.ts and deploy.`;
    return broken(
      `the keeper has none: ${error.message}`,
      `pnpm cliq authorize --stage ${stage.name} --rotate. ${elsewhere}`,
    );
  }
}

/** Whether Cliq of the configured data centre takes the token, by the list of its message actions. */
export async function checkDataCentre(
  stage: Stage,
  { origins, connection }: StageCliq,
): Promise<Diagnosis<readonly MessageAction[]>> {
  const listed = await connectMessageActions(connection).list();
  const host = new URL(origins.cliq).host;
  if (listed.ok)
    return fine(`${stage.dataCentre}: ${host} takes the token and shows ${count(listed.value.length)}`, listed.value);
  return broken(
    `${stage.dataCentre}: ${host} did not show its message actions: ${listed.error.message}`,
    remedyFor(listed.error, stage),
  );
}

function remedyFor(failure: CliqFailure, { name, dataCentre }: Stage): string {
  if (failure.kind === "over-budget" || failure.kind === "throttled") {
    return `Run the doctor again in ${Math.ceil(failure.retryAfterMs / 1_000)} s: pnpm cliq doctor --stage ${name}`;
  }
  if (failure.kind === "unavailable" || failure.kind === "protocol")
    return `Check the network and Zoho's status page, then: pnpm cliq doctor --stage ${name}`;
  return `Is ${dataCentre} the organisation's data centre? If so: pnpm cliq authorize --stage ${name} --rotate, as a user who may manage message actions.`;
}

function count(actions: number): string {
  return actions === 1 ? "1 message action" : `${actions} message actions`;
}
