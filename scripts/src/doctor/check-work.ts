import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Target } from "../pause/find-targets.ts";
import { readDeadLetters } from "../redrive/redrive-letters.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

/** Where an action's background work waits, and what hands it to its worker. */
export interface WorkPlace extends Pick<Target, "slug" | "mappings" | "paused"> {
  readonly queueUrl: string;
}

/** How much of an action's background work waits, is worked on and was given up, and whether anybody works on it. */
export async function checkWork(
  client: SQSClient,
  { slug, queueUrl, mappings, paused }: WorkPlace,
  stage: string,
): Promise<Diagnosis<undefined>> {
  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesDelayed",
        "ApproximateNumberOfMessagesNotVisible",
      ],
    }),
  );
  const { waiting: givenUp } = await readDeadLetters(client, slug, queueUrl);
  const waiting = Number(counts.ApproximateNumberOfMessages) + Number(counts.ApproximateNumberOfMessagesDelayed);
  const isWorking = mappings.length > 0 && mappings.every(({ isEnabled }) => isEnabled);
  const says = [
    `about ${waiting} wait`,
    `${Number(counts.ApproximateNumberOfMessagesNotVisible)} are worked on or rest after a failure`,
    `${givenUp} given up`,
    isWorking ? "its worker gets them" : `its worker gets none${paused === undefined ? "" : " while it is paused"}`,
  ].join(", ");
  if (mappings.length === 0) return broken(says, `pnpm cdk deploy -c stage=${stage}`);
  if (givenUp > 0)
    return doubtful(
      says,
      `Put right what failed, then: pnpm cliq redrive ${slug} --stage ${stage} (docs/operations.md)`,
    );
  if (!isWorking && paused === undefined) return doubtful(says, `pnpm cliq resume ${slug} --stage ${stage}`);
  return fine(says);
}
