import { isInFlight } from "./message.ts";
import type { Queue } from "./queue.ts";
import { forgetOld } from "./receive-messages.ts";

/** The names of all attributes that a queue may have, those of FIFO queues among them. */
export const queueAttributes = new Set(
  "Policy VisibilityTimeout MaximumMessageSize MessageRetentionPeriod ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible CreatedTimestamp LastModifiedTimestamp QueueArn ApproximateNumberOfMessagesDelayed DelaySeconds ReceiveMessageWaitTimeSeconds RedrivePolicy FifoQueue ContentBasedDeduplication KmsMasterKeyId KmsDataKeyReusePeriodSeconds DeduplicationScope FifoThroughputLimit RedriveAllowPolicy SqsManagedSseEnabled".split(
    " ",
  ),
);
const toSeconds = (instantMs: number): string => String(Math.floor(instantMs / 1000));

// How many messages wait, are in flight, and are delayed.
function countMessages(queue: Queue): { visible: number; inFlight: number; delayed: number } {
  const nowMs = Date.now();
  forgetOld(queue, nowMs);
  const messages = [...queue.messages.values()];
  const visible = messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs).length;
  const inFlight = messages.filter((message) => isInFlight(message, nowMs)).length;
  return { visible, inFlight, delayed: messages.length - visible - inFlight };
}

/** The attributes of a queue as GetQueueAttributes has them. */
export function describeQueue(queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = countMessages(queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: toSeconds(queue.createdAtMs),
    LastModifiedTimestamp: toSeconds(queue.modifiedAtMs),
    ...queue.settings,
  };
}
