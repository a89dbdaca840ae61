import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { TimeBounds } from "./operation-use.ts";

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
