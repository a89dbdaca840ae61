import { AwsFailure } from "../aws-failure.ts";
import type { AwsService } from "../aws-service.ts";

/** What became of the wish to work on a job. */
export type Claim =
  /** It is over. */
  | { readonly kind: "done" }
  /** Somebody else is at it, until then at most. */
  | { readonly kind: "busy"; readonly untilMs: number }
  /** It is the holder's now; with its response where it was executed already. */
  | { readonly kind: "mine"; readonly response: string | undefined; readonly isTold: boolean };

/** What is known of the jobs of one action, by the key of their delivery. */
export interface JobRows {
  /** Takes a job for `holder` until a time, unless it is done or somebody else's. Times are milliseconds since the epoch. */
  claim(id: string, holder: string, now: number, untilMs: number): Promise<Claim>;
  /** Keeps the response of an executed job; false where the job is somebody else's by now. */
  keepResponse(id: string, holder: string, response: string): Promise<boolean>;
  /** Lets others take the job at once. */
  release(id: string, holder: string): Promise<void>;
  /** Marks that the person has been told that it failed. */
  markTold(id: string, now: number): Promise<void>;
  /** Marks that the person has the response, which is kept no longer. */
  finish(id: string, now: number): Promise<void>;
}

/** Longer than a job may wait in its queue, then in the dead-letter queue, and then once more in both. */
const keptSeconds = 40 * 24 * 3_600;

type Row = Readonly<Record<string, { readonly S?: string; readonly N?: string } | undefined>>;

/**
 * {@link JobRows} in a DynamoDB table of the action's own: `id` (partition key), `holder`, `leaseUntil`, `keptResponse`, `doneAt`,
 * `toldAt` (numbers, milliseconds) and `expiresAt` (seconds), by which DynamoDB deletes a row.
 */
export function dynamodbJobRows(dynamodb: AwsService, tableName: string): JobRows {
  const update = async (id: string, change: object): Promise<Row> => {
    const input = { TableName: tableName, Key: { id: { S: id } }, ReturnValues: "ALL_NEW", ...change };
    return ((await dynamodb.call("UpdateItem", input)).Attributes ?? {}) as Row;
  };
  return {
    claim: async (id, holder, now, untilMs) => {
      try {
        const row = await update(id, {
          UpdateExpression: "SET holder = :me, leaseUntil = :until, expiresAt = :expiry",
          ConditionExpression:
            "attribute_not_exists(doneAt) AND (attribute_not_exists(leaseUntil) OR leaseUntil < :now)",
          ExpressionAttributeValues: {
            ":me": { S: holder },
            ":until": { N: String(untilMs) },
            ":expiry": { N: String(Math.floor(now / 1_000) + keptSeconds) },
            ":now": { N: String(now) },
          },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        });
        return toMine(row);
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
        const row = (error.output.Item ?? {}) as Row;
        if (row.doneAt !== undefined) return { kind: "done" };
        // The answer to a first attempt was lost: it is ours.
        if (row.holder?.S === holder) return toMine(row);
        return { kind: "busy", untilMs: Number(row.leaseUntil?.N ?? now) };
      }
    },
    keepResponse: async (id, holder, response) => {
      const values = { ":me": { S: holder }, ":response": { S: response } };
      return whileMine(
        update(id, {
          UpdateExpression: "SET keptResponse = :response",
          ConditionExpression: "holder = :me",
          ExpressionAttributeValues: values,
        }),
      );
    },
    release: async (id, holder) => {
      await whileMine(
        update(id, {
          UpdateExpression: "REMOVE leaseUntil",
          ConditionExpression: "holder = :me",
          ExpressionAttributeValues: { ":me": { S: holder } },
        }),
      );
    },
    markTold: async (id, now) => {
      await update(id, {
        UpdateExpression: "SET toldAt = :now",
        ExpressionAttributeValues: { ":now": { N: String(now) } },
      });
    },
    finish: async (id, now) => {
      await update(id, {
        UpdateExpression: "SET doneAt = :now REMOVE keptResponse, leaseUntil",
        ExpressionAttributeValues: { ":now": { N: String(now) } },
      });
    },
  };
}

function toMine(row: Row): Claim {
  return { kind: "mine", response: row.keptResponse?.S, isTold: row.toldAt !== undefined };
}

/** Whether a change that only the holder may make was made. */
async function whileMine(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

function isConditionFailed(error: unknown): error is AwsFailure {
  return error instanceof AwsFailure && error.name === "ConditionalCheckFailedException";
}
