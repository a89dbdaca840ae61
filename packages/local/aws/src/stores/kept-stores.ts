import { z } from "zod";
import { attributes } from "../services/dynamodb/attribute-value.ts";

/** The rows of a table, in DynamoDB's notation. */
export const keptTable = z.object({
  /** Names, types and order of the keys: rows fit into a table that has the same ones. */
  keys: z.string(),
  rows: z.array(attributes),
  /** Whether these are all of its rows. */
  isWhole: z.boolean(),
});

/** The versions of the objects of a bucket, oldest first. */
export const keptBucket = z.object({
  versions: z.array(
    z.object({
      key: z.string().min(1),
      versionId: z.string(),
      isDeleteMarker: z.boolean(),
      /** Base64. */
      body: z.base64(),
      etag: z.string(),
      headers: z.record(z.string(), z.string()),
      /** Milliseconds since 1970. */
      modifiedAt: z.int(),
    }),
  ),
  isWhole: z.boolean(),
});

/** The newest version of a parameter. */
export const keptParameter = z.object({
  name: z.string().min(1),
  value: z.string().min(1),
  type: z.enum(["String", "StringList", "SecureString"]),
  description: z.string().optional(),
});

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

/** The messages of a queue, oldest first. */
export const keptQueue = z.object({
  messages: z.array(
    z.object({
      messageId: z.string().min(1),
      body: z.string(),
      attributes: z.record(z.string(), attribute),
      systemAttributes: z.record(z.string(), attribute),
      groupId: z.string().optional(),
      senderId: z.string(),
      sentAtMs: z.int(),
      /** 0 of one that was in flight: who had it is gone. */
      visibleAtMs: z.int(),
      receiveCount: z.int(),
      firstReceivedAtMs: z.int().optional(),
      /** The name of the queue that it was moved here from. */
      deadLetterSource: z.string().optional(),
    }),
  ),
  isWhole: z.boolean(),
});

export type KeptTable = z.output<typeof keptTable>;
export type KeptBucket = z.output<typeof keptBucket>;
export type KeptQueue = z.output<typeof keptQueue>;
type KeptParameter = z.output<typeof keptParameter>;

/** What stands in the stores of an account, taken out and put into those of another one. */
export interface Stores {
  /** Rises with every call that may have changed what stands in one. */
  changes(): number;
  /** The rows of a table, as many as `mostBytes` hold. */
  readTable(name: string, mostBytes: number): Promise<KeptTable>;
  /** Puts rows into an empty table; gives how many it has not taken, all of them when its keys are others. */
  fillTable(name: string, kept: KeptTable): Promise<number>;
  /** What a bucket holds, the newest of it first, as much as `mostBytes` hold. */
  readBucket(name: string, mostBytes: number): KeptBucket;
  /** Puts objects into an empty bucket. */
  fillBucket(name: string, kept: KeptBucket): void;
  /** The messages of the queue at that address, the oldest of them first, as many as `mostBytes` hold. */
  readQueue(url: string, mostBytes: number): KeptQueue;
  /** The address of the dead-letter queue of the queue at that address, where it has one. */
  deadLettersOf(url: string): string | undefined;
  /** Puts messages into a queue, where they are received as if they had come now. */
  fillQueue(url: string, kept: KeptQueue): void;
  /** The parameters whose names begin so. */
  readParameters(prefix: string): KeptParameter[];
  /** Puts a parameter in the place of the one that has its name. */
  putParameter(kept: KeptParameter): void;
}
