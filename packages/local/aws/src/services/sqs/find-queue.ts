import type { z } from "zod";

import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import { operation, type Operation } from "../operation.ts";
import type { ServiceCall } from "../service-call.ts";
import type { Queue } from "./queue.ts";

/** The queue that an address names, for a caller who may do that with it; who may not does not learn whether it is there. */
export function findQueue(account: Account, call: ServiceCall, action: string, url: string): Queue {
  const name = readQueueUrl(account, url);
  const queue = account.queues.get(name);
  const arn = `arn:aws:sqs:${account.region}:${account.accountId}:${name}`;
  call.authorize(`sqs:${action}`, arn, queue && { resourcePolicy: queue.policy });
  if (!queue) throw notThere();
  return queue;
}

/** Makes operations on a queue: `action` is what IAM calls it. */
export function onQueue(
  account: Account,
): <Schema extends z.ZodType<{ QueueUrl: string }>, Output>(
  action: string,
  schema: Schema,
  run: (queue: Queue, input: z.output<Schema>, call: ServiceCall) => Output,
) => Operation<Output> {
  return (action, schema, run) =>
    operation(schema, (input, call) => run(findQueue(account, call, action, input.QueueUrl), input, call));
}

// Of an address only the path counts.
function readQueueUrl({ accountId }: Account, url: string): string {
  const [, owner, name] = /^https?:\/\/[^/]+\/(\d{12})\/([\w.-]{1,80})\/?$/.exec(url) ?? [];
  if (name === undefined)
    throw new ServiceError("InvalidAddress", `The address ${url.slice(0, 256)} is not valid for this endpoint.`, 404);
  if (owner !== accountId) throw notThere();
  return name;
}

const notThere = (): ServiceError => new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
