import type { DataCentre } from "@cliq-actions/cliq/data-centres";
import type { Target } from "./target.ts";

/** What a person does after the stage was authorized, in order. */
export function nextSteps(
  { stage, needsOrganization }: Target,
  done: {
    readonly dataCentre: DataCentre;
    readonly rotate: boolean;
    readonly fileDisagrees: boolean;
    readonly missingSecrets: readonly string[];
  },
): string[] {
  const steps: string[] = [];
  if (done.fileDisagrees) steps.push(`Set dataCentre: "${done.dataCentre}" for stage ${stage} in infra/stages.ts.`);
  // No documented endpoint tells the id. That the address holds it is INFERRED from the base_url of Zoho's sample event.
  if (needsOrganization) {
    steps.push(
      `Put your organisation's id into infra/stages.ts (${stage}.organizationId): the number after /company/ in Cliq's ` +
        "address in a browser, and params.access.organization.id of every event.",
    );
  }
  for (const name of done.missingSecrets) steps.push(`pnpm cliq secret put --stage ${stage} ${name}`);
  if (done.rotate)
    steps.push("Nothing needs to be deployed: the token keeper uses the new token from its next renewal on.");
  else steps.push(`pnpm cdk deploy -c stage=${stage}`);
  return steps;
}
