import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { type LoggedLine, parseLine } from "./logged-line.ts";

/** A log line and where it was found. */
export interface FoundLine {
  readonly line: LoggedLine;
  readonly logGroup: string;
  readonly at: Date;
}

/** So many log groups are searched at a time, within what CloudWatch Logs allows an account per second. */
const atOnce = 5;

/** The first log line of a reference in any of the groups, from `since` on; undefined when there is none. */
export async function findLine(
  client: CloudWatchLogsClient,
  logGroups: readonly string[],
  reference: string,
  since: Date,
): Promise<FoundLine | undefined> {
  const waiting = [...logGroups];
  let found: FoundLine | undefined;
  const search = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined && found === undefined; group = waiting.shift())
      found = (await searchGroup(client, group, reference, since)) ?? found;
  };
  await Promise.all(Array.from({ length: atOnce }, search));
  return found;
}

async function searchGroup(
  client: CloudWatchLogsClient,
  logGroup: string,
  reference: string,
  since: Date,
): Promise<FoundLine | undefined> {
  const query = { logGroupName: logGroup, startTime: since.getTime(), filterPattern: `"${reference}"` };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
    for (const { message, timestamp } of events) {
      const line = parseLine(message ?? "", reference);
      if (line !== undefined) return { line, logGroup, at: new Date(timestamp ?? 0) };
    }
  }
  return undefined;
}
