import { banner, type Envelope, parseEnvelope, parseLateReply, toResponseBody } from "@cliq-actions/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { endInitialisation } from "../initialisation.ts";
import { parseJson } from "../receive/parse-json.ts";
import { tellAuthor } from "../respond/tell-author.ts";
import { clockMs } from "../work-in-progress.ts";
import { pauseSeconds } from "./attempts.ts";
import { deliverReply } from "./deliver-reply.ts";
import { executeJob, type Worked } from "./execute-job.ts";
import { type Job, parseJob } from "./job.ts";
import { logJob } from "./log-job.ts";
import { openWorker, type WorkerMeans } from "./open-worker.ts";
import { type Received, runJob } from "./run-job.ts";

const { hash, randomUUID } = process.getBuiltinModule("node:crypto");

/** A worker's function behind a queue: what it names in its answer comes back, all else is over. */
export type WorkerHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Kept of a function's time for what follows the work: keeping its reply, and bringing it to the person. */
const reserveMs = 12_000;
const longestVisibilitySeconds = 43_200;

/** The Lambda handler of an action's worker. `name` is the action's, for the person who is told that it failed. */
export function serveJobs(name: string, worked: Worked): WorkerHandler {
  let opened: WorkerMeans | undefined;
  return async ({ Records: records }, context) => {
    endInitialisation();
    const means = (opened ??= openWorker());
    const endsAt = Date.now() + context.getRemainingTimeInMillis();
    const serve = async (record: SQSRecord): Promise<boolean> => {
      const startedMs = clockMs();
      const receives = Number(record.attributes.ApproximateReceiveCount);
      const job = parseJob(record.body);
      const received = await receive(job, receives, endsAt, means).catch((error: unknown): Received => ({
        isOver: false,
        outcome: "failed",
        againInSeconds: pauseSeconds(receives),
        error,
      }));
      const { isOver, outcome, ...more } = received;
      const { error, why } = more as { readonly error?: unknown; readonly why?: string };
      const { awsRequestId: requestId } = context;
      if (error !== undefined) tellAuthor({ error, outcome, requestId });
      logJob({
        outcome,
        ...(job && { reference: job.reference }),
        requestId,
        receives,
        latencyMs: clockMs() - startedMs,
        why,
        error,
      });
      if (!received.isOver) await putOff(record, received.againInSeconds, means);
      return isOver;
    };
    const ended = await Promise.all(records.map(async (record) => ({ record, isOver: await serve(record) })));
    const failed = ended.filter(({ isOver }) => !isOver);
    return { batchItemFailures: failed.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  };

  async function receive(
    job: Job | undefined,
    receives: number,
    endsAt: number,
    { settings, rows, chat }: WorkerMeans,
  ): Promise<Received> {
    const envelope = job && readEnvelope(job, settings.organizationId);
    // Nobody can be told. A worker that knows it may be on its way: of a deployment the webhook can be there first.
    if (job === undefined || envelope === undefined)
      return { isOver: false, outcome: "failed", againInSeconds: pauseSeconds(receives) };
    const late = { ...parseLateReply(envelope), at: envelope.at };
    const failure = `"${name}" could not be finished. Tell whoever looks after it. (ref ${job.reference})`;
    return runJob(
      { id: hash("sha256", job.body), holder: randomUUID(), receives, endsAt },
      {
        rows,
        now: Date.now,
        execute: async () => executeJob(job, envelope, settings, endsAt - Date.now() - reserveMs, worked),
        deliver: async (response, isLast) => deliverReply({ ...late, response, isLast }, Date.now(), chat),
        failure: toResponseBody(banner(failure, "failure")),
      },
    );
  }
}

/** The click in a job, of this organisation; undefined for what a webhook would not have taken. */
function readEnvelope({ body }: Job, organizationId: string): Envelope | undefined {
  try {
    const envelope = parseEnvelope(parseJson(body));
    return envelope.organizationId === organizationId ? envelope : undefined;
  } catch {
    return undefined;
  }
}

/** Lets a job rest. Where that fails it comes back when its receive ends, which is later. */
async function putOff(record: SQSRecord, seconds: number, { queue, queueUrl }: WorkerMeans): Promise<void> {
  const input = {
    QueueUrl: queueUrl,
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: Math.min(longestVisibilitySeconds, seconds),
  };
  await queue.call("ChangeMessageVisibility", input, { timeoutMs: 2_000 }).catch(() => undefined);
}
