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
  /** Oldest first; undefined when there is no such group. */
  find(groupName: string): readonly LogEvent[] | undefined;
}

/** Events of one group that are kept; the oldest go first. */
const maxEvents = 20_000;

/** Creates the empty log groups of an account. */
export function createLogGroups(): LogGroups {
  const groups = new Map<string, LogEvent[]>();
  return {
    append(groupName, logStreamName, line) {
      const events = groups.get(groupName) ?? [];
      groups.set(groupName, events);
      events.push({ eventId: randomUUID(), logStreamName, timestamp: Date.now(), message: `${line}\n` });
      if (events.length > maxEvents) events.splice(0, maxEvents / 10);
    },
    create: (groupName) => void groups.set(groupName, groups.get(groupName) ?? []),
    remove: (groupName) => void groups.delete(groupName),
    find: (groupName) => groups.get(groupName),
  };
}
