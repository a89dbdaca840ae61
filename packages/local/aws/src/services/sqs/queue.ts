import type { Statement } from "../../iam/statement.ts";
import type { Message } from "./message.ts";

/** The settings of a queue, as text as SQS's API has them. */
export type QueueSettings = Readonly<Record<string, string>>;

/** A standard queue. */
export interface Queue {
  name: string;
  url: string;
  arn: string;
  settings: QueueSettings;
  policy: Statement[];
  createdAtMs: number;
  modifiedAtMs: number;
  purgedAtMs?: number;
  /** By id, in the order in which they came. */
  messages: Map<string, Message>;
  /** Rises with every change of what is in it. */
  changes: number;
  /** Called when a message may have become visible. */
  waiting: Set<() => void>;
}

/** The queues of the account by name. */
export type Queues = Map<string, Queue>;

/** What a queue has where nobody says otherwise. */
const defaultSettings: QueueSettings = {
  VisibilityTimeout: "30",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  DelaySeconds: "0",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
};

/** Creates an empty queue. */
export function createQueue(
  { endpoint, region, accountId }: { endpoint: string; region: string; accountId: string },
  name: string,
): Queue {
  const nowMs = Date.now();
  return {
    name,
    url: `${endpoint}/${accountId}/${name}`,
    arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
    settings: defaultSettings,
    policy: [],
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    messages: new Map(),
    changes: 0,
    waiting: new Set(),
  };
}

/** Gives a queue other settings; what is not among them is what SQS takes by default. */
export function setSettings(queue: Queue, settings: QueueSettings): void {
  const isKeyed = settings["KmsMasterKeyId"] !== undefined;
  queue.settings = { ...defaultSettings, ...(isKeyed && { SqsManagedSseEnabled: "false" }), ...settings };
  queue.modifiedAtMs = Date.now();
  // A message may be retained for a shorter time now, or there may be another dead-letter queue.
  wake(queue);
}

/** One of a queue's settings that is a number of seconds, in milliseconds. */
export function durationMs({ settings }: Queue, name: string): number {
  return Number(settings[name]) * 1000;
}

/** Lets those who wait for a message look again. */
export function wake({ waiting }: Queue): void {
  for (const look of waiting) look();
}

/** The queue that an ARN names. */
export function findQueueByArn(queues: Queues, arn: unknown): Queue | undefined {
  return [...queues.values()].find((queue) => queue.arn === arn);
}
