import type { Clock } from "@cliq-actions/cliq/clock";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { type ConditionalRow, type ConditionalRows, dynamoRows, rowIn, type TablePlace } from "../conditional-rows.ts";
import { type OperationUse, operationUseSchema, type TimeBounds, unused } from "./operation-use.ts";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** An operation's use, and the name of the write it comes from; none where nobody has written yet. */
export interface StoredUse {
  readonly use: OperationUse;
  readonly lastWrite: string | undefined;
}

/** Where everything of a stage that calls Cliq writes down its calls. */
export interface BudgetStore {
  /** The time by the one clock that all who share the store go by, whatever their own clocks say. */
  now(): TimeBounds;
  read(operation: Operation): Promise<StoredUse>;
  /** Replaces what was read, and tells the name of this write; undefined when somebody else has written since. */
  write(operation: Operation, use: OperationUse, after: string | undefined): Promise<string | undefined>;
}

/**
 * {@link BudgetStore} with a row for each operation. A stage has one table and one refresh token, so the rows name no
 * user: whoever authorises the stage anew takes over the counts of the last minute, which can only make the stage slower.
 */
export function budgetStoreIn(rows: ConditionalRows, now: () => TimeBounds): BudgetStore {
  const rowOf = (operation: Operation): ConditionalRow<OperationUse> =>
    rowIn(rows, `budget#${operation}`, operationUseSchema, unused);
  return {
    now,
    read: async (operation) => {
      const { state, lastWrite } = await rowOf(operation).load();
      return { use: state, lastWrite };
    },
    write: async (operation, use, after) =>
      (await rowOf(operation).replace({ state: undefined, lastWrite: after }, use))?.lastWrite,
  };
}

/** The budget in the ledger's table, by the table's time. */
export function dynamoBudgetStore({ clock, ...table }: TablePlace & { readonly clock: Clock }): BudgetStore {
  return budgetStoreIn(dynamoRows(table, "use"), tableTime(table.client, clock));
}

/**
 * The time at the table, from the Date of its answers: whole seconds, read somewhere between sending and receiving.
 * Every answer narrows the bounds, so that computers whose own clocks disagree by minutes share one.
 */
export function tableTime(client: DynamoDBClient, clock: Clock): () => TimeBounds {
  let ahead: { readonly least: number; readonly most: number } | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const sentAt = clock.now();
      const answer = await next(args);
      const at = dateOf(answer.response);
      if (at === undefined) return answer;
      const seen = { least: at - clock.now(), most: at + 1_000 - sentAt };
      const both = ahead && { least: Math.max(ahead.least, seen.least), most: Math.min(ahead.most, seen.most) };
      // What contradicts what was seen before comes from a clock that has been set since.
      ahead = both !== undefined && both.least <= both.most ? both : seen;
      return answer;
    },
    // Next to the network, so that refusals count too and each attempt by itself. A client has one of these.
    { step: "deserialize", priority: "low", name: "tableTime", override: true },
  );
  return () => {
    const now = clock.now();
    return { earliest: now + (ahead?.least ?? 0), latest: now + (ahead?.most ?? 0) };
  };
}

function dateOf(response: unknown): number | undefined {
  const { headers } = response as { headers?: Readonly<Record<string, string>> };
  const at = Date.parse(headers?.date ?? "");
  return Number.isNaN(at) ? undefined : at;
}
