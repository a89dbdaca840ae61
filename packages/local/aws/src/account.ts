import type { Mapping } from "./event-sources/poller.ts";
import type { HttpApis } from "./http-api/http-apis.ts";
import type { RequestWatcher } from "./http-api/request-watch.ts";
import type { FunctionHost } from "./lambda/function-host.ts";
import type { Functions } from "./lambda/functions.ts";
import type { ResponseUrls } from "./services/response-urls.ts";
import type { Tables } from "./services/dynamodb/tables.ts";
import type { Buckets } from "./services/s3/buckets.ts";
import type { Queues } from "./services/sqs/queue.ts";
import type { Parameters } from "./services/ssm/parameters.ts";

/** The account everything runs in: what resource types create into and services read from. */
export interface Account extends FunctionHost {
  accountId: string;
  /** A folder of its own, removed when it stops. */
  temporaryFolder: string;
  functions: Functions;
  httpApis: HttpApis;
  /** Those who hear of every request that an HTTP API hands to a function. */
  requestWatchers: RequestWatcher[];
  parameters: Parameters;
  tables: Tables;
  buckets: Buckets;
  queues: Queues;
  responseUrls: ResponseUrls;
  /** Timers of scheduled rules by rule name. */
  schedules: Map<string, NodeJS.Timeout>;
  /** Event source mappings by their id. */
  mappings: Map<string, Mapping>;
  /** The types and names of resources that an account has once and that nothing else here keeps. */
  names: Set<string>;
}
