import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import { jsonService } from "../json-service.ts";
import type { Service } from "../service-call.ts";
import { parseFilterPattern } from "./parse-filter-pattern.ts";

const maxEvents = 10_000;

interface FilterInput {
  logGroupName?: string;
  /** A name or an ARN in place of `logGroupName`. */
  logGroupIdentifier?: string;
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  limit?: number;
  nextToken?: string;
}

/** CloudWatch Logs: FilterLogEvents over what functions wrote. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function logsService(account: Account): Service {
  return jsonService("1.1", "CloudWatch Logs", {
    FilterLogEvents(given, call) {
      const input = given as FilterInput;
      const name =
        input.logGroupName ?? input.logGroupIdentifier?.split(":log-group:").at(-1)?.replace(/:\*$/, "") ?? "";
      const arn = `arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}:log-stream:`;
      call.authorize("logs:FilterLogEvents", arn);
      const { limit = maxEvents, startTime = 0, endTime = Number.MAX_SAFE_INTEGER } = input;
      if (!(limit >= 1 && limit <= maxEvents))
        throw new ServiceError("InvalidParameterException", `limit must be between 1 and ${maxEvents}.`);
      const events = account.logGroups.find(name);
      if (!events) throw new ServiceError("ResourceNotFoundException", "The specified log group does not exist.");
      const holds = parseFilterPattern(input.filterPattern ?? "");
      const found = events.filter(
        ({ timestamp, message, logStreamName }) =>
          timestamp >= startTime &&
          timestamp <= endTime &&
          (input.logStreamNames?.includes(logStreamName) ?? true) &&
          logStreamName.startsWith(input.logStreamNamePrefix ?? "") &&
          holds(message),
      );
      const start = findStart(found, input.nextToken);
      const page = found.slice(start, start + limit).map((event) => ({ ...event, ingestionTime: event.timestamp }));
      const last = start + limit < found.length ? page.at(-1) : undefined;
      return { events: page, searchedLogStreams: [], ...(last && { nextToken: last.eventId }) };
    },
  });
}

// A page goes on after the event it ended with, whatever was written or dropped meanwhile.
function findStart(found: readonly { eventId: string }[], nextToken: string | undefined): number {
  if (nextToken === undefined) return 0;
  const at = found.findIndex(({ eventId }) => eventId === nextToken);
  if (at === -1) throw new ServiceError("InvalidParameterException", "The specified nextToken is invalid.");
  return at + 1;
}
