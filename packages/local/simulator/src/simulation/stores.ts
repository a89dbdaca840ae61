import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { StoreView } from "../page-api.ts";
import { nameStore } from "./name-store.ts";
import { readBucket, readObject } from "./read-bucket.ts";
import { readQueue } from "./read-queue.ts";
import { readTable } from "./read-table.ts";

/** The tables, buckets and queues of the running stack that actions own; the registrar's and others stay out. */
export interface Stores {
  read(): Promise<StoreView[]>;
  /** The beginning of an object of one of these buckets; `undefined` for any other bucket. */
  readObject(bucket: string, key: string): Promise<string | undefined>;
  close(): void;
}

/** Opens the stores with an administrator's credentials; `slugs` are the actions that are registered. */
export function openStores(
  aws: Pick<LocalAws, "endpoints" | "adminCredentials" | "stores">,
  stack: () => Pick<LocalStack, "resources">,
  slugs: () => readonly string[],
): Stores {
  const access = { region: "us-east-1", credentials: aws.adminCredentials, maxAttempts: 2 };
  const tables = new DynamoDBClient({ ...access, endpoint: aws.endpoints.dynamodb });
  const buckets = new S3Client({ ...access, endpoint: aws.endpoints.s3, forcePathStyle: true });

  const owned = (type: RegExp): { slug: string; label: string; name: string }[] =>
    stack().resources.flatMap((resource) => {
      const owner = type.test(resource.type) ? nameStore(resource.path, slugs()) : undefined;
      return owner === undefined ? [] : [{ ...owner, name: resource.physicalId }];
    });
  const ownedTables = () => owned(/^AWS::DynamoDB::(?:Global)?Table$/u);
  const ownedQueues = () => owned(/^AWS::SQS::Queue$/u);
  const ownedBuckets = () => owned(/^AWS::S3::Bucket$/u);

  return {
    async read() {
      const views = await Promise.all([
        ...ownedTables().map(async (store) => ({
          kind: "table" as const,
          ...store,
          ...(await readTable(tables, store.name)),
        })),
        ...ownedBuckets().map(async (store) => ({
          kind: "bucket" as const,
          ...store,
          ...(await readBucket(buckets, store.name)),
        })),
      ]);
      const all = ownedQueues();
      // A dead-letter queue is shown with the queue whose it is.
      const deadLetters = new Set(all.map(({ name }) => aws.stores.deadLettersOf(name)));
      const shown = all.filter(({ name }) => !deadLetters.has(name));
      const queues = shown.map((store) => ({
        kind: "queue" as const,
        ...store,
        ...readQueue(aws.stores, store.name),
      }));
      return [...views, ...queues];
    },
    async readObject(bucket, key) {
      const known = ownedBuckets().some(({ name }) => name === bucket);
      return known ? await readObject(buckets, bucket, key) : undefined;
    },
    close() {
      tables.destroy();
      buckets.destroy();
    },
  };
}
