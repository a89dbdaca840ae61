import { reasonSchema, toPauseSentence } from "@cliq-actions/infra/stages/pauses";
import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { findStack } from "../stage/deployed-stack.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { connectAws, type StageAws } from "../stage/stage-aws.ts";
import { chooseTargets, findTargets, type Target } from "./find-targets.ts";
import type { PauseOptions, SwitchOptions } from "./pause-command.ts";
import { printPaused, printResumed } from "./print-switched.ts";
import { type Switched, switchTarget } from "./switch-target.ts";

const needed =
  "cloudformation:DescribeStacks and ListStackResources, and lambda:GetFunctionConfiguration, " +
  "UpdateFunctionConfiguration, PublishVersion, GetAlias and UpdateAlias on the actions' functions; where actions have " +
  "background work, lambda:GetEventSourceMapping and UpdateEventSourceMapping";
/** Lambda takes fifteen changes a second of an account. */
const atOnce = 5;

/** Runs `pause` with this process's AWS credentials; sets the exit code. */
export async function runPause(slug: string | undefined, options: PauseOptions): Promise<void> {
  await runSwitch("pause", slug, options, async (stage, aws, targets) => {
    const { success, data: reason = "", error } = reasonSchema.safeParse(options.reason);
    if (!success) throw new CannotOperate(`The reason ${error.issues[0]?.message ?? "cannot be shown"}.`);
    const switched = await switchAll(aws, targets, toPauseSentence(reason), stage.name);
    return { switched, text: printPaused(stage, switched, { reason, slug }) };
  });
}

/** Runs `resume` in the same way. */
export async function runResume(slug: string | undefined, options: SwitchOptions): Promise<void> {
  await runSwitch("resume", slug, options, async (stage, aws, targets) => {
    const switched = await switchAll(aws, targets, undefined, stage.name);
    return { switched, text: printResumed(stage, switched) };
  });
}

async function runSwitch(
  verb: string,
  slug: string | undefined,
  { stage: name, all = false, region, json = false }: SwitchOptions,
  work: (
    stage: Stage,
    aws: StageAws,
    targets: readonly Target[],
  ) => Promise<{ switched: readonly Switched[]; text: string }>,
): Promise<void> {
  try {
    if (all === (slug !== undefined)) throw new CannotOperate("Name one action, or --all of them.");
    const stage = chooseOperatedStage(name);
    const aws = connectAws(region ?? stage.region);
    const stack = await findStack(aws.cloudFormation, stackNameOf(stage));
    if (stack === undefined)
      throw new CannotOperate(`Stage ${name} is not deployed here: pnpm cdk deploy -c stage=${name}`);
    if (stack.status.endsWith("_IN_PROGRESS"))
      throw new CannotOperate(`${stackNameOf(stage)} is ${stack.status}: wait until that is over.`);
    const targets = chooseTargets(await findTargets(aws.lambda, stack), slug, name);
    const { switched, text } = await work(stage, aws, targets);
    process.stdout.write(`${json ? JSON.stringify({ ok: true, stage: name, actions: switched }) : text}\n`);
  } catch (error) {
    endWithFailure(error, { stage: name, verb: `${verb} ${slug ?? "--all"}`, json, needed });
  }
}

/** Switches all, some at once; what fails keeps none of the others from it, and is told at the end. */
async function switchAll(
  { lambda }: StageAws,
  targets: readonly Target[],
  sentence: string | undefined,
  stage: string,
): Promise<readonly Switched[]> {
  const ended: PromiseSettledResult<Switched>[] = [];
  for (let at = 0; at < targets.length; at += atOnce) {
    const some = targets.slice(at, at + atOnce);
    const about = { stage, now: new Date() };
    ended.push(...(await Promise.allSettled(some.map(async (one) => switchTarget(lambda, one, sentence, about)))));
  }
  const failures = ended.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (failures.length > 0 && targets.length === 1) throw failures[0];
  if (failures.length > 0) {
    const reasons = failures.map((one) => (one instanceof Error ? one.message : String(one)));
    throw new CannotOperate(`${failures.length} of ${targets.length} were not changed. ${reasons.join(" ")}`);
  }
  return ended.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}
