import { join } from "node:path";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { beginToDeploy, deployingLock } from "@cliq-actions/simulator/start/begin-to-deploy";
import { startVariable } from "@cliq-actions/simulator/start/operator-file";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { connectStage } from "../stage/connect-stage.ts";
import { findStack, isAlive } from "../stage/deployed-stack.ts";
import { explainAwsFailure } from "../stage/explain-aws-failure.ts";
import { endWithFailure, explainError } from "../stage/end-with-failure.ts";
import { connectAws } from "../stage/stage-aws.ts";
import { deployStage } from "./deploy-stage.ts";
import { findVersions } from "./find-versions.ts";
import type { RotateOptions } from "./rotate-command.ts";
import { type Rotated, rotateStage } from "./rotate-stage.ts";
import { readStages, writeVersion } from "./write-version.ts";

const ownRoot = join(import.meta.dirname, "..", "..", "..");
const needed =
  "cloudformation:DescribeStacks and cloudformation:ListStackResources on the stage's stack, and what pnpm cdk deploy needs";
const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the command on the repository at `root`, with this process's terminal and AWS credentials; sets the exit code. */
export async function runRotate(
  { stage: name, retire = false, deploy, yes = false, region, json = false }: RotateOptions,
  root = ownRoot,
): Promise<void> {
  const about = { stage: name, verb: "rotate", needed };
  let endDeploying: (() => void) | undefined;
  try {
    const file = join(root, "infra/stages.ts");
    const stage = chooseOperatedStage(name, await readStages(file));
    if (deploy && !yes) requireTerminal(name);
    const start = process.env[startVariable];
    if (deploy && name === "local" && start !== undefined)
      endDeploying = await beginToDeploy(deployingLock(root, start), new AbortController().signal, () =>
        say("The start builds what was saved: waiting for it …"),
      );
    const { credentialVersion: written } = stage;
    const target = region ?? stage.region;
    const rotated = await rotateStage(
      { stage: name, written, retire, deploy, yes },
      {
        readDeployed: deploy ? async () => readDeployed(stage, target) : async () => readOrTrust(stage, target),
        write: async (version) => writeVersion(file, name, version),
        deploy: async () => deployStage(root, { stage: name, region: target, isApproved: yes }),
        find: async () =>
          findVersions(
            async () => chooseOperatedStage(name, await readStages(file)).credentialVersion,
            async () => connectStage(stage, { region: target, say }),
            (error) => explainError(error, about),
          ),
        say,
      },
    );
    process.stdout.write(`${json ? JSON.stringify(rotated) : describeRotated(rotated)}\n`);
  } catch (error) {
    endWithFailure(error, { ...about, json });
  } finally {
    endDeploying?.();
  }
}

/** The CDK asks before it changes permissions, and fails where nobody can be asked: that is said before anything is written. */
function requireTerminal(name: string): void {
  if (process.stdin.isTTY && process.stderr.isTTY) return;
  throw new CannotOperate(
    `Nobody can be asked here, so nothing was written: pnpm cliq rotate --stage ${name} --yes deploys without a question ` +
      "(the CDK's --require-approval never), --no-deploy leaves the deployment to you.",
  );
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

function describeRotated({ stage, to, deployed, accepted, found, next }: Rotated): string {
  const done = deployed
    ? [`Stage ${stage} is deployed at version ${to}.`, ...found]
    : [
        `Stage ${stage} will be at version ${to} once it is deployed.`,
        `Its functions will accept the URLs of versions ${accepted.join(", ")}, and no others.`,
      ];
  return [...done, "Next:", ...next.map((step) => `  - ${step}`)].join("\n");
}
