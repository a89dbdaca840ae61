import type { ResponseUrls } from "./resources/custom-resource/response-urls.ts";
import type { HttpApis } from "./http-api/http-apis.ts";
import type { Iam } from "./iam/iam.ts";
import type { Functions } from "./lambda/functions.ts";
import type { Reaper } from "./lambda/reaper.ts";
import type { EmitLocalEvent } from "./local-event.ts";
import type { Tables } from "./services/dynamodb/tables.ts";
import type { Buckets } from "./services/s3/buckets.ts";
import type { Parameters } from "./services/ssm/parameters.ts";

/** The account everything runs in: what resource types create into and services read from. */
export interface Account extends AccountWithoutFunctions {
  functions: Functions;
}

/** The account as functions themselves see it. */
export interface AccountWithoutFunctions {
  region: string;
  accountId: string;
  /** Origin of the services' front door. */
  endpoint: string;
  /** A folder of its own, removed when it stops. */
  temporaryFolder: string;
  emit: EmitLocalEvent;
  /** Whether functions may reach the network. */
  allowEgress: boolean;
  reaper: Reaper;
  iam: Iam;
  httpApis: HttpApis;
  parameters: Parameters;
  tables: Tables;
  buckets: Buckets;
  responseUrls: ResponseUrls;
  /** Timers of scheduled rules by rule name. */
  schedules: Map<string, NodeJS.Timeout>;
}
