import type { EventSource } from "../event-sources/event-source.ts";
import type { EventSourceAccount } from "../event-sources/event-source-account.ts";
import { createIam } from "../iam/iam.ts";
import { parsePolicy } from "../iam/parse-policy.ts";
import { createFunctions } from "../lambda/functions.ts";
import { createQueue, type Queue, setSettings } from "../services/sqs/queue.ts";

const here = { endpoint: "http://127.0.0.1:1", region: "us-east-1", accountId: "000000000000" };

/** An event source of the queue `jobs`. */
export const source: EventSource = {
  queueArn: "arn:aws:sqs:us-east-1:000000000000:jobs",
  functionName: "worker",
  batchSize: 10,
  windowMs: 0,
  reportsFailures: true,
  maxConcurrency: 1,
};

/** The event that its function gets. */
interface SqsEvent {
  Records: { messageId: string; body: string }[];
}
interface Answer {
  ok: boolean;
  payload: string;
}

/** An account with the queue `jobs`, and a function that answers as it is told instead of running. */
export function queueWorld(answer: (event: SqsEvent) => Answer | Promise<Answer>): {
  account: EventSourceAccount;
  queue: Queue;
} {
  const iam = createIam(here.accountId);
  const mayDoAll = { Statement: { Effect: "Allow", Action: "sqs:*", Resource: "*" } };
  iam.roles.set("Worker", new Map([["Own", parsePolicy(mayDoAll, "Own")]]));
  const queue = createQueue(here, "jobs");
  setSettings(queue, { VisibilityTimeout: "600" });
  const configuration = { functionName: "worker", roleArn: iam.roleArn("Worker") };
  const functions: EventSourceAccount["functions"] = {
    ...createFunctions({} as Parameters<typeof createFunctions>[0]),
    find: () => ({ version: { configuration } }) as ReturnType<EventSourceAccount["functions"]["find"]>,
    invoke: async (_found, payload) => ({
      requestId: "1",
      cold: false,
      durationMs: 1,
      ...(await answer(JSON.parse(payload) as SqsEvent)),
    }),
  };
  return { queue, account: { ...here, iam, functions, queues: new Map([["jobs", queue]]), emit: () => {} } };
}
