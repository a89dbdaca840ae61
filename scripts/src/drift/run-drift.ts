import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { findStack } from "../stage/deployed-stack.ts";
import { namesOf } from "../stage/deployed-stage.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { connectAws } from "../stage/stage-aws.ts";
import type { DriftOptions } from "./drift-command.ts";
import { invokeCheck } from "./invoke-check.ts";
import { printDrift } from "./print-drift.ts";

const needed =
  "cloudformation:DescribeStacks and ListStackResources, and lambda:InvokeFunction on the stage's drift check";

/** Runs the command with this process's environment, network and AWS credentials; sets the exit code. */
export async function runDrift({ stage: name, heal = false, region, json = false }: DriftOptions): Promise<void> {
  try {
    const stage = chooseOperatedStage(name);
    const aws = connectAws(region ?? stage.region);
    const stack = await findStack(aws.cloudFormation, stackNameOf(stage));
    if (stack === undefined)
      throw new CannotOperate(`Stage ${name} is not deployed here: pnpm cdk deploy -c stage=${name}`);
    const check = namesOf(stack).driftFunction;
    if (check === undefined)
      throw new CannotOperate(`Stage ${name} has no drift check yet: pnpm cdk deploy -c stage=${name}`);
    if (stack.status.endsWith("_IN_PROGRESS"))
      throw new CannotOperate(`${stackNameOf(stage)} is ${stack.status}: wait until that is over.`);
    const answer = await withProgress(async () => invokeCheck(aws.lambda, check, heal));
    const isCompared = answer.outcome !== "deploying";
    process.stdout.write(
      `${json ? JSON.stringify({ ok: isCompared, stage: name, ...answer }) : printDrift({ stage: name, apiOrigin: stack.outputs.ApiOrigin ?? "<ApiOrigin of the stack>" }, answer)}\n`,
    );
    process.exitCode = ["drifted", "unseen"].includes(answer.outcome) ? 2 : isCompared ? 0 : 1;
  } catch (error) {
    endWithFailure(error, { stage: name, verb: heal ? "drift --heal" : "drift", json, needed });
  }
}

const progressMs = 10_000;

/** Says every ten seconds on stderr that the check is still at work: handlers are read at the pace Cliq allows. */
async function withProgress<T>(work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const say = (): void => {
    const seconds = Math.round((Date.now() - since) / 1_000);
    process.stderr.write(`The check is at work since ${seconds} s; it reads each handler within Cliq's limits.\n`);
  };
  process.stderr.write("Comparing with Cliq…\n");
  const timer = setInterval(say, progressMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
