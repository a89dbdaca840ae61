import type { Account } from "../account.ts";
import type { Bucket } from "../services/s3/buckets.ts";
import { findQueueByArn, type Queue } from "../services/sqs/queue.ts";
import { redrivePolicyOf } from "../services/sqs/redrive-policy.ts";
import { putParameter } from "../services/ssm/put-parameter.ts";
import { fillBucket, readBucket } from "./bucket-objects.ts";
import type { Stores } from "./kept-stores.ts";
import { fillQueue, readQueue } from "./queue-messages.ts";
import { fillTable, readTable } from "./table-rows.ts";

/** The stores of an account from behind, where no policy is asked; `changes` counts the calls that changed one. */
export function openStores(account: Account, changes: () => number): Stores {
  const { tables, buckets, queues, parameters } = account;
  const bucketOf = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw new Error(`The account has no bucket ${name}.`);
    return bucket;
  };
  const queueAt = (url: string): Queue => {
    const queue = [...queues.values()].find((one) => one.url === url);
    if (queue === undefined) throw new Error(`The account has no queue ${url}.`);
    return queue;
  };
  return {
    // Those who work at a queue for a function call no service.
    changes: () => [...queues.values()].reduce((sum, queue) => sum + queue.changes, changes()),
    readTable: (name, mostBytes) => readTable(tables, name, mostBytes),
    fillTable: (name, kept) => fillTable(tables, name, kept),
    readBucket: (name, mostBytes) => readBucket(bucketOf(name), mostBytes),
    fillBucket: (name, kept) => fillBucket(bucketOf(name), kept),
    readQueue: (url, mostBytes) => readQueue(queueAt(url), mostBytes),
    deadLettersOf: (url) => findQueueByArn(queues, redrivePolicyOf(queueAt(url))?.deadLetterTargetArn)?.url,
    fillQueue: (url, kept) => fillQueue(queues, queueAt(url), kept),
    readParameters: (prefix) =>
      [...parameters.values()].flatMap(({ name, type, description, versions }) => {
        const newest = name.startsWith(prefix) ? versions.at(-1) : undefined;
        return newest === undefined ? [] : [{ name, type, value: newest.value, ...(description && { description }) }];
      }),
    putParameter({ name: Name, value: Value, type: Type, description: Description }) {
      const before = parameters.get(Name);
      // A parameter has one type for as long as it is there.
      if (before !== undefined && before.type !== Type) parameters.delete(Name);
      putParameter(parameters, { Name, Value, Type, Description, Tier: "Intelligent-Tiering", Overwrite: true });
    },
  };
}
