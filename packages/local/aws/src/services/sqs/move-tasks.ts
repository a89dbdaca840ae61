import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { ServiceError } from "../../service-error.ts";
import { findQueueByArn, type Queue, type Queues } from "./queue.ts";
import { takeMessages } from "./receive-messages.ts";
import { redrivePolicyOf } from "./redrive-policy.ts";
import { enqueue } from "./send-message.ts";

/** A task that moves the messages of a dead-letter queue, back or elsewhere. */
export interface MoveTask {
  handle: string;
  status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  sourceArn: string;
  destinationArn: string | undefined;
  perSecond: number | undefined;
  moved: number;
  toMove: number;
  failureReason?: string;
  startedAtMs: number;
}

/** What SQS moves at most in a second. */
const mostPerSecond = 500;
/** How long a message may take to be moved before others may receive it again. */
const moveMs = 30_000;

/** The queues whose dead-letter queue one is. */
export function sourcesOf(queues: Queues, deadLetters: Queue): Queue[] {
  return [...queues.values()].filter((queue) => redrivePolicyOf(queue)?.deadLetterTargetArn === deadLetters.arn);
}

/** Starts to move what is visible in a dead-letter queue: each message back to where it came from, unless `destination` says otherwise. It becomes a new message. */
export function startMove(
  queues: Queues,
  source: Queue,
  { destination, perSecond }: { destination: Queue | undefined; perSecond: number | undefined },
): MoveTask {
  const task: MoveTask = {
    handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString("base64"),
    status: "RUNNING",
    sourceArn: source.arn,
    destinationArn: destination?.arn,
    perSecond,
    moved: 0,
    toMove: source.messages.size,
    startedAtMs: Date.now(),
  };
  void move(queues, source, task).catch((error: unknown) => {
    task.status = "FAILED";
    task.failureReason = error instanceof ServiceError ? error.code : String(error);
  });
  return task;
}

async function move(queues: Queues, source: Queue, task: MoveTask): Promise<void> {
  // Whoever has started it is answered first.
  await sleep(0);
  for (let inSecond = 0; task.status === "RUNNING"; inSecond++) {
    if (inSecond >= (task.perSecond ?? mostPerSecond)) {
      inSecond = 0;
      await sleep(1000, undefined, { ref: false });
      if (task.status !== "RUNNING") break;
    }
    const [message] = takeMessages(queues, source, { count: 1, visibilityMs: moveMs }, Date.now());
    if (message === undefined) {
      task.status = "COMPLETED";
      return;
    }
    const destination = findQueueByArn(queues, task.destinationArn ?? message.deadLetterSourceArn);
    if (!destination)
      throw new ServiceError(
        task.destinationArn === undefined && message.deadLetterSourceArn === undefined
          ? "CouldNotDetermineMessageSource"
          : "AWS.SimpleQueueService.NonExistentQueue",
        "",
      );
    const { body, attributes, systemAttributes, groupId, senderId } = message;
    enqueue(destination, { body, attributes, systemAttributes, groupId, senderId }, 0);
    source.messages.delete(message.messageId);
    source.changes++;
    task.moved++;
  }
  task.status = "CANCELLED";
}
