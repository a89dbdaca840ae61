import { z } from "zod";

import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import { resourceOf } from "../../arn.ts";
import { jsonService } from "../json-service.ts";
import { like, operation, text, whole } from "../operation.ts";
import type { Service } from "../service-call.ts";
import { parseFilterPattern } from "./parse-filter-pattern.ts";

const maxEvents = 10_000;

const protocol = {
  version: "1.1",
  name: "CloudWatch Logs",
  targetPrefix: "Logs_20140328",
  valueCode: "InvalidParameterException",
} as const;
const streamName = like(/[^:*]*/, 1, 512);
const filterInput = z.strictObject({
  logGroupName: like(/[.\-_/#A-Za-z0-9]+/, 1, 512).optional(),
  /** A name or an ARN in place of `logGroupName`. */
  logGroupIdentifier: like(/[\w#+=/:,.@*-]*/, 1, 2048).optional(),
  logStreamNames: z.array(streamName).min(1).max(100).optional(),
  logStreamNamePrefix: streamName.optional(),
  startTime: whole(0).default(0),
  endTime: whole(0).default(Number.MAX_SAFE_INTEGER),
  filterPattern: text(0, 1024).default(""),
  limit: whole(1, maxEvents).default(maxEvents),
  nextToken: text(1).optional(),
  // Deprecated: events of all streams are interleaved always.
  interleaved: z.boolean().optional(),
});

/** CloudWatch Logs: FilterLogEvents over what functions wrote. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function logsService(account: Account): Service {
  return jsonService(protocol, {
    FilterLogEvents: operation(filterInput, (input, call) => {
      const { logGroupName, logGroupIdentifier, limit, startTime, endTime } = input;
      if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
        throw invalidParameter("Either logGroupName or logGroupIdentifier has to be given.");
      if (startTime > input.endTime) throw invalidParameter("startTime cannot be later than endTime.");
      if (input.logStreamNames && input.logStreamNamePrefix !== undefined)
        throw invalidParameter("logStreamNames and logStreamNamePrefix cannot both be given.");
      const name = logGroupName ?? nameOf(account, logGroupIdentifier!);
      const arn = `arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}:log-stream:`;
      call.authorize("logs:FilterLogEvents", arn);
      const group = account.logGroups.find(name);
      if (!group) throw notFound("log group");
      if (input.logStreamNames?.some((one) => !group.streamNames.has(one))) throw notFound("log stream");
      const holds = parseFilterPattern(input.filterPattern);
      const found = group.events.filter(
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
    }),
  });
}

function nameOf(account: Account, identifier: string): string {
  if (!identifier.startsWith("arn:")) return identifier;
  const [, name] = /^log-group:([^:]+)(?::\*)?$/.exec(resourceOf(identifier, "logs", account) ?? "") ?? [];
  if (name !== undefined) return name;
  throw notFound("log group");
}

function notFound(what: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", `The specified ${what} does not exist.`);
}

// A page goes on after the event it ended with, whatever was written or dropped meanwhile.
function findStart(found: readonly { eventId: string }[], nextToken: string | undefined): number {
  if (nextToken === undefined) return 0;
  const at = found.findIndex(({ eventId }) => eventId === nextToken);
  if (at === -1) throw invalidParameter("The specified nextToken is invalid.");
  return at + 1;
}

function invalidParameter(message: string): ServiceError {
  return new ServiceError(protocol.valueCode, message);
}
