import { GetParametersCommand } from "@aws-sdk/client-ssm";
import { KeeperFailed } from "@cliq-actions/aws/access/kept-access-tokens";
import { parameterPrefixOf } from "@cliq-actions/infra/stages/stage-names";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { checkDeskScopes } from "../authorize/desk-scopes.ts";
import { findKeptSecrets } from "../secret/find-kept-secrets.ts";
import { askDeskToken } from "../stage/ask-desk-token.ts";
import { findResource } from "../stage/deployed-stack.ts";
import type { StageAws } from "../stage/stage-aws.ts";
import type { LivingStage } from "./check-stack.ts";
import type { Examination, Known } from "./examination.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** What was found before, and is needed here. */
export interface DeskGrounds {
  readonly known: Known<{ readonly stage: Stage; readonly aws: StageAws }>;
  readonly account: Known<unknown>;
  readonly living: Known<LivingStage>;
}

/** Looks at Zoho Desk's grant where the stage needs one, and where one is left that nobody needs; else it says nothing. */
export async function examineDeskGrant(
  examination: Examination,
  { known, account, living }: DeskGrounds,
): Promise<void> {
  if (known.value === undefined) return;
  const isUsed = (await findKeptSecrets(known.value.stage)).length > 0;
  // One that cannot be looked for is told by the check of the parameters.
  if (!isUsed && (account.value === undefined || (await readGrant(known.value).catch(() => "absent")) === "absent"))
    return;
  const grant = await examination.look("grant of Zoho Desk", { known, account }, async (values) =>
    checkGrant(values.known.stage.name, await readGrant(values.known), isUsed),
  );
  if (!isUsed) return;
  await examination.look("token of Zoho Desk", { known, living, grant }, async (values) =>
    checkDeskToken(values.known.stage.name, values.living, values.known.aws),
  );
}

type Found = "absent" | "in the clear" | "encrypted";

async function readGrant({ stage, aws }: { readonly stage: Stage; readonly aws: StageAws }): Promise<Found> {
  const Names = [`${parameterPrefixOf(stage)}/oauth/desk-refresh-token`];
  const { Parameters = [] } = await aws.ssm.send(new GetParametersCommand({ Names, WithDecryption: false }));
  if (Parameters[0] === undefined) return "absent";
  return Parameters[0].Type === "SecureString" ? "encrypted" : "in the clear";
}

function checkGrant(stage: string, found: Found, isUsed: boolean): Diagnosis<true> {
  const command = `pnpm cliq authorize --stage ${stage}`;
  if (!isUsed)
    return doubtful("no action needs it any more, and it may still open tickets", `${command} --revoke --grant desk`);
  if (found === "absent") return broken("oauth/desk-refresh-token is not there", `${command} --grant desk`);
  if (found === "in the clear")
    return broken(
      "oauth/desk-refresh-token is stored in the clear",
      `Delete the parameter, then ${command} --grant desk`,
    );
  return fine("oauth/desk-refresh-token is a SecureString", true);
}

async function checkDeskToken(
  stage: string,
  { stack, names }: LivingStage,
  aws: StageAws,
): Promise<Diagnosis<undefined>> {
  if (findResource(stack, "Custom::CliqDeskToken") === undefined)
    return doubtful("the deployed stack has another desk", `pnpm cdk deploy -c stage=${stage}`);
  const again = `pnpm cliq authorize --stage ${stage} --grant desk --rotate`;
  try {
    const checks = checkDeskScopes(await askDeskToken(aws.lambda, names.keeperFunction));
    const lacking = checks.filter(({ verdict }) => verdict === "lacking").map(({ scope }) => scope);
    if (lacking.length > 0)
      return broken(`Zoho renews it without ${lacking.join(", ")}`, `${again}, with all the scopes it shows.`);
    const isTold = checks.every(({ verdict }) => verdict === "ok");
    return fine(`Zoho renews it${isTold ? ", with every scope" : "; it does not tell the scopes"}`);
  } catch (error) {
    if (!(error instanceof KeeperFailed)) throw error;
    return broken(`the keeper has none: ${error.message}`, again);
  }
}
