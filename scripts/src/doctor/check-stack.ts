import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { type DeployedStack, findStack, isAlive } from "../stage/deployed-stack.ts";
import { namesOf, type StageNames } from "../stage/deployed-stage.ts";
import type { StageAws } from "../stage/stage-aws.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** A stack that holds a stage's registrations. */
export interface LivingStage {
  readonly stack: DeployedStack;
  readonly names: { readonly [Name in keyof StageNames]-?: string };
  /** The version of the credentials that Cliq's URLs hold. */
  readonly credentialVersion: number;
}

/** Whether the stage is deployed, whole and at rest, in the account it belongs to. */
export async function checkStack(stage: Stage, aws: StageAws): Promise<Diagnosis<LivingStage>> {
  const name = stackNameOf(stage);
  const deploy = `pnpm cdk deploy -c stage=${stage.name}`;
  const stack = await findStack(aws.cloudFormation, name);
  if (stack === undefined) return doubtful(`${name} is not deployed yet`, deploy);
  if (!isAlive(stack)) return broken(`${name} is ${stack.status}`, `Delete the stack, then ${deploy}`);
  const account = stack.stackId.split(":")[4];
  if (stage.account !== undefined && stage.account !== account) {
    return broken(
      `${name} is in account ${account}, the stage belongs to ${stage.account}`,
      "Log in to the stage's account.",
    );
  }
  const { table, keeperFunction, registrations, apiOrigin, driftFunction = "" } = namesOf(stack);
  const credentialVersion = Number(stack.outputs.CredentialVersion);
  if (!table || !keeperFunction || !registrations || !apiOrigin || !(credentialVersion >= 1)) {
    return broken(`${name} is ${stack.status} and lacks parts of this release`, deploy);
  }
  const living = {
    stack,
    names: { table, keeperFunction, registrations, apiOrigin, driftFunction },
    credentialVersion,
  };
  if (stack.status.endsWith("_IN_PROGRESS"))
    return doubtful(`${name} is ${stack.status}`, "Run the doctor again when that is over.", living);
  if (/FAILED/.test(stack.status)) {
    return doubtful(
      `${name} is ${stack.status}`,
      `pnpm cdk rollback -c stage=${stage.name}, or see the stack's events in CloudFormation.`,
      living,
    );
  }
  return fine(`${name} is ${stack.status}`, living);
}

/** Whether infra/stages.ts and the deployed stack are within the versions a function accepts of each other. */
export function checkVersion(stage: Stage, { credentialVersion: deployed }: LivingStage): Diagnosis<undefined> {
  const { credentialVersion: written, name } = stage;
  if (written === deployed) return fine(`version ${deployed}, as infra/stages.ts says`);
  const says = `version ${deployed} is deployed, infra/stages.ts says ${written}`;
  if (written === deployed + 1)
    return doubtful(says, `pnpm cliq rotate --stage ${name} deploys the rotation that was begun.`);
  return broken(
    says,
    `Set ${name}.credentialVersion to ${deployed} in infra/stages.ts: a deployment may raise it by one only, as pnpm cliq rotate --stage ${name} does.`,
  );
}
