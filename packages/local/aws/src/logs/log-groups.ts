import { randomUUID } from "node:crypto";

/** One event of a log stream, as CloudWatch Logs keeps it. */
interface LogEvent {
  eventId: string;
  logStreamName: string;
  /** Milliseconds since 1970. */
  timestamp: number;
  message: string;
}

/** What the account's functions wrote, by log group. */
export interface LogGroups {
  /** Appends a line to a stream; the group comes into being with its first line, as on Lambda. */
  append(groupName: string, logStreamName: string, line: string): void;
  create(groupName: string): void;
  remove(groupName: string): void;
  /** Undefined when there is no such group. */
  find(groupName: string): LogGroup | undefined;
}

/** One log group: its events, oldest first, and the streams that were ever written to. */
interface LogGroup {
  readonly events: readonly LogEvent[];
  readonly streamNames: ReadonlySet<string>;
}

/** Events of one group that are kept; the oldest go first. */
const maxEvents = 20_000;

/** Creates the empty log groups of an account. */
export function createLogGroups(): LogGroups {
  const groups = new Map<string, { events: LogEvent[]; streamNames: Set<string> }>();
  const put = (groupName: string): { events: LogEvent[]; streamNames: Set<string> } => {
    const group = groups.get(groupName) ?? { events: [], streamNames: new Set() };
    groups.set(groupName, group);
    return group;
  };
  return {
    append(groupName, logStreamName, line) {
      const { events, streamNames } = put(groupName);
      streamNames.add(logStreamName);
      events.push({ eventId: randomUUID(), logStreamName, timestamp: Date.now(), message: `${line}\n` });
      if (events.length > maxEvents) events.splice(0, maxEvents / 10);
    },
    create: (groupName) => void put(groupName),
    remove: (groupName) => void groups.delete(groupName),
    find: (groupName) => groups.get(groupName),
  };
}
