import { prices } from "./prices.ts";
import { replyBytes } from "./workloads.ts";

/** What the queue, the worker and the table of jobs of an action with background work have to do. */
export const backgroundWork = {
  /** SQS is asked to take a job, hand it out and delete it; each up to 64 kB. */
  sqsRequests: 3,
  /** Lambda asks a queue from five places at once, each for up to 20 s, also when nothing comes. */
  pollers: 5,
  pollSeconds: 20,
  /** A worker's line and those of Lambda itself, with what CloudWatch Logs adds. */
  logBytes: 300 + 360 + 3 * 26,
} as const;

/** Units of 1 kB that the table of jobs writes: one to take a job, and the whole row to keep and to drop its reply. */
const writeUnits = 1 + 2 * Math.ceil((replyBytes + 200) / 1_000);

/** Dollars for what a million jobs ask of AWS, by service, beside the time of their worker. */
export function millionJobsUsd(): Record<string, number> {
  return {
    "Lambda, requests": prices.lambdaMillion.usd,
    "CloudWatch Logs": (backgroundWork.logBytes / 1_000) * prices.logsGb.usd,
    "Data out": (replyBytes / 1_000) * prices.transferGb.usd,
    "SQS, jobs": backgroundWork.sqsRequests * prices.sqsMillion.usd,
    "DynamoDB, jobs": writeUnits * prices.dynamodbMillionWrites.usd,
  };
}

/** Dollars for a month in which so many queues are asked for work, whether there is any or not. */
export function pollingUsd(queues: number): number {
  const { pollers, pollSeconds } = backgroundWork;
  const requests = (pollers * 30 * 86_400) / pollSeconds;
  return (queues * requests * prices.sqsMillion.usd) / 1_000_000;
}
