import type { LocalStack } from "@cliq-actions/local-aws";
import { nameStore } from "../simulation/name-store.ts";

/** A table, bucket or queue that an action owns. */
export interface OwnedStore {
  readonly kind: "table" | "bucket" | "queue";
  /** Its construct path without the stack's name: the same in every account. */
  readonly path: string;
  readonly name: string;
}

const kinds = [
  ["table", /^AWS::DynamoDB::(?:Global)?Table$/u],
  ["bucket", /^AWS::S3::Bucket$/u],
  ["queue", /^AWS::SQS::Queue$/u],
] as const;

/** The tables, buckets and queues of a stack that these actions own; the registrar's stay out. */
export function ownedStores(resources: LocalStack["resources"], slugs: readonly string[]): OwnedStore[] {
  return resources.flatMap(({ type, path, physicalId }) => {
    const [kind] = kinds.find(([, pattern]) => pattern.test(type)) ?? [];
    if (kind === undefined || nameStore(path, slugs) === undefined) return [];
    return [{ kind, path: path.split("/").slice(1).join("/"), name: physicalId }];
  });
}
