import { join } from "node:path";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { findStack, isAlive } from "../stage/deployed-stack.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { explainAwsFailure } from "../stage/explain-aws-failure.ts";
import { connectAws } from "../stage/stage-aws.ts";
import { deployStage } from "./deploy-stage.ts";
import type { RotateOptions } from "./rotate-command.ts";
import { type Rotated, rotateStage } from "./rotate-stage.ts";
import { writeVersion } from "./write-version.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const needed =
  "cloudformation:DescribeStacks and cloudformation:ListStackResources on the stage's stack, and what pnpm cdk deploy needs";
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the command on this repository, with this process's terminal and AWS credentials; sets the exit code. */
export async function runRotate({
  stage: name,
  retire = false,
  deploy,
  region,
  json = false,
}: RotateOptions): Promise<void> {
  try {
    const stage = chooseOperatedStage(name);
    const { credentialVersion: written } = stage;
    const target = region ?? stage.region;
    const rotated = await rotateStage(
      { stage: name, written, retire, deploy },
      {
        readDeployed: deploy ? async () => readDeployed(stage, target) : async () => readOrTrust(stage, target),
        write: async (version) => writeVersion(join(root, "infra/stages.ts"), name, version),
        deploy: async () => deployStage(root, name, target),
        say,
      },
    );
    process.stdout.write(`${json ? JSON.stringify(rotated) : describeRotated(rotated)}\n`);
  } catch (error) {
    endWithFailure(error, { stage: name, json, needed });
  }
}

async function readDeployed(stage: Stage, region: string | undefined): Promise<number> {
  const { name } = stage;
  const stack = await findStack(connectAws(region).cloudFormation, stackNameOf(stage));
  if (stack === undefined || !isAlive(stack)) {
    throw new CannotOperate(
      `Stage ${name} is not deployed in this account and region, so it has no URLs to rotate: pnpm cdk deploy -c stage=${name}`,
    );
  }
  if (stack.status.endsWith("_IN_PROGRESS"))
    throw new CannotOperate(`${stackNameOf(stage)} is ${stack.status}: wait until that is over.`);
  const version = Number(stack.outputs.CredentialVersion);
  if (version >= 1) return version;
  throw new CannotOperate(
    `${stackNameOf(stage)} does not tell its credential version: pnpm cdk deploy -c stage=${name} brings it up to this release.`,
  );
}

/** Without a deployment to come, AWS need not be in reach: then the file is taken at its word. */
async function readOrTrust(stage: Stage, region: string | undefined): Promise<number> {
  try {
    return await readDeployed(stage, region);
  } catch (error) {
    if (error instanceof CannotOperate) throw error;
    say(
      `Not compared with what is deployed: ${explainAwsFailure(error, needed)}. Raise the version by one per deployment only.`,
    );
    return stage.credentialVersion;
  }
}

function describeRotated({ stage, to, deployed, accepted, next }: Rotated): string {
  const done = deployed
    ? `Stage ${stage} is at version ${to}: Cliq calls new URLs.`
    : `Stage ${stage} will be at version ${to} once it is deployed.`;
  const window = `Its functions accept the URLs of versions ${accepted.join(", ")} ${deployed ? "now" : "then"}, and no older ones.`;
  return [done, window, "Next:", ...next.map((step) => `  - ${step}`)].join("\n");
}
