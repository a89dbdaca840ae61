import type { Stage } from "@cliq-actions/infra/stages/define-stages";
import { findTargets } from "../pause/find-targets.ts";
import type { DeployedStack } from "../stage/deployed-stack.ts";
import { readFunctions } from "../stage/read-functions.ts";
import { checkWork } from "./check-work.ts";
import type { DoctorAws } from "./doctor-aws.ts";
import type { Examination, Known } from "./examination.ts";
import { fine } from "./finding.ts";

/** Looks at the queue of each action that works in the background. */
export async function examineWork(
  examination: Examination,
  {
    known,
    living,
  }: { readonly known: Known<{ stage: Stage; aws: DoctorAws }>; readonly living: Known<{ stack: DeployedStack }> },
): Promise<void> {
  const found = await examination.look(
    "background work",
    { known, living },
    async ({ known: { aws }, living: { stack } }) => {
      const workers = (await readFunctions(aws.lambda, stack)).filter(({ isWorker }) => isWorker);
      const targets = workers.length === 0 ? [] : await findTargets(aws.lambda, stack);
      const places = workers.map(({ slug, environment }) => {
        const { mappings = [], paused } = targets.find((one) => one.slug === slug) ?? {};
        return { slug, mappings, paused, queueUrl: environment.JOBS_QUEUE_URL ?? "" };
      });
      const slugs = places.map(({ slug }) => slug).join(", ");
      return fine(slugs === "" ? "no action has any" : `of ${slugs}`, places);
    },
  );
  for (const place of found.value ?? [])
    await examination.look(`work of ${place.slug}`, { known }, async ({ known: { stage, aws } }) =>
      checkWork(aws.sqs, place, stage.name),
    );
}
