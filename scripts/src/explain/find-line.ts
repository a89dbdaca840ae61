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
      for await (const line of readGroup(client, group, reference, since)) {
        found = line;
        break;
      }
  };
  await Promise.all(Array.from({ length: atOnce }, search));
  return found;
}

/** Every log line of a reference in these groups, from `since` on, in the order in which they were written. */
export async function findLines(
  client: CloudWatchLogsClient,
  logGroups: readonly string[],
  reference: string,
  since: Date,
): Promise<readonly FoundLine[]> {
  const found: FoundLine[] = [];
  for (const logGroup of logGroups)
    for await (const line of readGroup(client, logGroup, reference, since)) found.push(line);
  return found.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

async function* readGroup(
  client: CloudWatchLogsClient,
  logGroup: string,
  reference: string,
  since: Date,
): AsyncGenerator<FoundLine> {
  const query = { logGroupName: logGroup, startTime: since.getTime(), filterPattern: `"${reference}"` };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
    for (const { message, timestamp } of events) {
      const line = parseLine(message ?? "", reference);
      if (line !== undefined) yield { line, logGroup, at: new Date(timestamp ?? 0) };
    }
  }
}
