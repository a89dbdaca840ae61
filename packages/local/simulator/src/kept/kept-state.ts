import { keptBucket, keptParameter, keptQueue, keptTable } from "@cliq-actions/local-aws";
import { z } from "zod";

/** Raised when what is written means something else: a start begins anew instead of reading what it does not understand. */
export const stateFormat = 1;

const message = z.intersection(
  z.object({
    id: z.string().min(1),
    /** Of the channel when absent. */
    chatId: z.string().optional(),
    senderId: z.string(),
    time: z.int(),
    replyTo: z.string().optional(),
    /** Of what came through the API. */
    output: z.record(z.string(), z.unknown()).optional(),
  }),
  z.discriminatedUnion("type", [
    z.object({
      type: z.enum(["text", "link"]),
      text: z.string(),
      mentions: z
        .array(z.object({ name: z.string(), id: z.string() }))
        .readonly()
        .optional(),
    }),
    z.object({
      type: z.literal("attachment"),
      file: z.object({ name: z.string(), id: z.string(), contentType: z.string(), size: z.number() }),
      comment: z.string().optional(),
    }),
  ]),
);

/** Of a click, what everything that shows it relies on; the rest is kept as it is. */
const report = z.looseObject({
  id: z.string(),
  at: z.int(),
  action: z.looseObject({ id: z.string(), slug: z.string(), name: z.string() }),
  personId: z.string(),
  messageIds: z.array(z.string()),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  outcome: z.enum(["answered", "timed-out", "unreachable"]),
  ms: z.number(),
  logs: z.array(z.string()),
});

/** The construct path of a store, without the stack's name. */
const path = z.string().min(1);

/** What a start keeps for the next one of the same folder of actions. */
export const keptState = z.object({
  format: z.literal(stateFormat),
  messages: z.array(message),
  history: z.array(report),
  tables: z.array(keptTable.extend({ path })),
  buckets: z.array(keptBucket.extend({ path })),
  /** Of a dead-letter queue, messages name where they come from by its path. */
  queues: z.array(keptQueue.extend({ path })).default([]),
  /** Of secrets that somebody put; names begin with the action's slug. */
  secrets: z.array(keptParameter),
});

export type KeptState = z.output<typeof keptState>;
