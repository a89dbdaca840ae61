import { setTimeout as wait } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { stackNameOf } from "@cliq-actions/infra/stages/stage-names";
import { CannotOperate } from "../stage/cannot-operate.ts";
import { chooseOperatedStage } from "../stage/choose-operated-stage.ts";
import { findStack } from "../stage/deployed-stack.ts";
import { endWithFailure } from "../stage/end-with-failure.ts";
import { readFunctions } from "../stage/read-functions.ts";
import { connectAws } from "../stage/stage-aws.ts";
import type { RedriveOptions } from "./redrive-command.ts";
import { type DeadLetters, readDeadLetters, redriveLetters } from "./redrive-letters.ts";

const pauseMs = 1_000;

/** Runs `redrive` with this process's AWS credentials. */
export async function runRedrive(slug: string | undefined, options: RedriveOptions): Promise<void> {
  const { stage, json = false, dryRun = false } = options;
  try {
    const { letters, client } = await findLetters(slug, options);
    const queues = [];
    for (const one of letters) {
      const moved = dryRun || one.waiting === 0 ? 0 : await redriveLetters(client, one, watching(one, json));
      queues.push({ slug: one.slug, waiting: one.waiting, moved });
      if (!json) process.stdout.write(`${describe(one, moved, dryRun)}\n`);
    }
    if (json) process.stdout.write(`${JSON.stringify({ ok: true, stage, dryRun, queues })}\n`);
  } catch (error) {
    endWithFailure(error, {
      stage,
      verb: ["redrive", ...(slug === undefined ? [] : [slug])].join(" "),
      json,
      needed: "sqs:GetQueueAttributes, StartMessageMoveTask and ListMessageMoveTasks on the actions' queues",
    });
  }
}

async function findLetters(
  wanted: string | undefined,
  { stage: name, region }: RedriveOptions,
): Promise<{ letters: readonly DeadLetters[]; client: SQSClient }> {
  const stage = chooseOperatedStage(name);
  const place = region ?? stage.region;
  const { cloudFormation, lambda } = connectAws(place);
  const stack = await findStack(cloudFormation, stackNameOf(stage));
  if (stack === undefined)
    throw new CannotOperate(`The stage ${name} is not deployed: pnpm cdk deploy -c stage=${name}`);
  const workers = (await readFunctions(lambda, stack)).filter(({ isWorker }) => isWorker);
  const chosen = workers.filter(({ slug }) => wanted === undefined || slug === wanted);
  if (chosen.length === 0) {
    const known = workers.map(({ slug }) => slug).join(", ");
    throw new CannotOperate(
      wanted === undefined || known === ""
        ? `No action of ${name} works in the background.`
        : `${wanted} does not work in the background in ${name}; ${known} ${workers.length === 1 ? "does" : "do"}.`,
    );
  }
  const client = new SQSClient(place === undefined ? {} : { region: place });
  const letters = chosen.map(async ({ slug, environment }) =>
    readDeadLetters(client, slug, environment.JOBS_QUEUE_URL ?? ""),
  );
  return { letters: await Promise.all(letters), client };
}

function watching({ slug, waiting }: DeadLetters, isQuiet: boolean): Parameters<typeof redriveLetters>[2] {
  return {
    pause: async () => {
      await wait(pauseMs);
    },
    progress: (moved) => {
      if (!isQuiet) process.stderr.write(`${slug}: ${moved} of about ${waiting} …\n`);
    },
  };
}

function describe({ slug, waiting }: DeadLetters, moved: number, isDryRun: boolean): string {
  if (waiting === 0) return `${slug}: nothing waits`;
  return isDryRun ? `${slug}: about ${waiting} wait` : `${slug}: ${moved} sent back`;
}
