import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { CannotOperate } from "../stage/cannot-operate.ts";

/** The dead letters of one action. */
export interface DeadLetters {
  readonly slug: string;
  readonly arn: string;
  /** About how many there are, as SQS counts them. */
  readonly waiting: number;
}

/** Looks at the dead letters of an action by the address of its queue. */
export async function readDeadLetters(client: SQSClient, slug: string, queueUrl: string): Promise<DeadLetters> {
  const policy = await attributeOf(client, queueUrl, "RedrivePolicy");
  const { deadLetterTargetArn: arn } = JSON.parse(policy ?? "{}") as { readonly deadLetterTargetArn?: string };
  if (arn === undefined)
    throw new CannotOperate(`The queue of ${slug} has no dead letters any more: somebody has changed it by hand.`);
  const { QueueUrl = "" } = await client.send(new GetQueueUrlCommand({ QueueName: arn.split(":").at(-1) }));
  return { slug, arn, waiting: Number(await attributeOf(client, QueueUrl, "ApproximateNumberOfMessages")) };
}

async function attributeOf(
  client: SQSClient,
  queueUrl: string,
  name: "RedrivePolicy" | "ApproximateNumberOfMessages",
): Promise<string | undefined> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [name] }),
  );
  return Attributes?.[name];
}

/** How a wait between two looks is spent, and who hears how far it is. */
export interface Watching {
  readonly pause: () => Promise<void>;
  readonly progress: (moved: number) => void;
}

/**
 * Sends all dead letters back to where they came from, and resolves with how many once that is over; what somebody else
 * has begun is waited for. Throws {@link CannotOperate} with AWS's reason where it ends early.
 */
export async function redriveLetters(
  client: SQSClient,
  { slug, arn }: DeadLetters,
  { pause, progress }: Watching,
): Promise<number> {
  const latest = async (): Promise<ListMessageMoveTasksResultEntry> => {
    const input = { SourceArn: arn, MaxResults: 1 };
    return (await client.send(new ListMessageMoveTasksCommand(input))).Results?.[0] ?? {};
  };
  // SQS refuses a second task of a queue.
  if ((await latest()).Status !== "RUNNING") await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn }));
  for (;;) {
    const { Status: status, ApproximateNumberOfMessagesMoved: moved = 0, FailureReason: reason } = await latest();
    if (status === "COMPLETED") return moved;
    if (status !== "RUNNING")
      throw new CannotOperate(
        `The dead letters of ${slug} are not all sent back: ${reason ?? status ?? "AWS lost the task"}.`,
      );
    progress(moved);
    await pause();
  }
}
