import { connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { exchange } from "@cliq-actions/cliq/http/exchange";
import { toZohoOrigins } from "@cliq-actions/cliq/zoho-origins";
import { openAccess } from "../access/open-access.ts";
import { type AwsService, awsService } from "../aws-service.ts";
import { requireEnvironment } from "../environment.ts";
import { publicLookup } from "../http/public-lookup.ts";
import type { Settings } from "../receive/read-settings.ts";
import { dynamodbJobRows, type JobRows } from "./job-rows.ts";
import type { ChatMeans } from "./post-to-chat.ts";

/** What a worker works with, as its environment names it. */
export interface WorkerMeans {
  readonly settings: Settings;
  readonly rows: JobRows;
  readonly queue: AwsService;
  readonly queueUrl: string;
  readonly chat: ChatMeans;
}

/** Opens all that a worker needs; throws `Misconfigured` naming a variable that is missing. */
export function openWorker(): WorkerMeans {
  const pool = connectionPool({ lookup: publicLookup });
  const { cliq } = toZohoOrigins({
    dataCentre: requireEnvironment("CLIQ_DATA_CENTRE"),
    ...(process.env.CLIQ_ORIGIN ? { cliqOrigin: process.env.CLIQ_ORIGIN } : {}),
  });
  return {
    settings: {
      slug: requireEnvironment("ACTION_SLUG"),
      stage: requireEnvironment("STAGE"),
      organizationId: requireEnvironment("CLIQ_ORGANIZATION_ID"),
      // A worker is not reached by its URL.
      digests: [],
      publicKey: undefined,
    },
    rows: dynamodbJobRows(awsService("dynamodb"), requireEnvironment("JOBS_TABLE_NAME")),
    queue: awsService("sqs"),
    queueUrl: requireEnvironment("JOBS_QUEUE_URL"),
    chat: { origin: cliq, tokens: openAccess(), send: async (call) => exchange(pool, call) },
  };
}
