import { type Background, hasSlots, type Reply, toResponseBody, UpstreamFailed } from "@cliq-actions/core";
import type { Ability, AdmittedEvent } from "../ability.ts";
import { AwsFailure } from "../aws-failure.ts";
import { awsService } from "../aws-service.ts";
import { requireEnvironment } from "../environment.ts";
import { holdPorts } from "../hold-ports.ts";
import { isA } from "../respond/read-safely.ts";
import { clockMs } from "../work-in-progress.ts";
import { toJobText } from "./job.ts";

/** Kept of a click's time, where its work may be late, for handing it to the queue. */
const handOverMs = 2_500;
/** Calls of adapters end this much before the work does, and a little: who fails then has run out of time. */
const nearlyMs = 700;
/** Left of a click's time for the answer itself. */
const answerMs = 300;

/** The ability of an action whose work outlives the click: hands it to the action's queue, and answers at once. */
export function deferWork({ acknowledge, when = "always" }: Background<never>): Ability {
  const currentQueue = holdPorts(() => {
    const sqs = awsService("sqs");
    const queueUrl = requireEnvironment("JOBS_QUEUE_URL");
    return async (text: string, timeoutMs: number) =>
      sqs.call("SendMessage", { QueueUrl: queueUrl, MessageBody: text }, { timeoutMs });
  });

  const defer = async (event: AdmittedEvent, endsAtMs: number): Promise<Reply> => {
    // Before the job is handed over: what cannot be said should not be done behind the person's back.
    const invocation = event.parse() as never;
    const reply = typeof acknowledge === "function" ? acknowledge(invocation) : acknowledge;
    if (!hasSlots(reply)) toResponseBody(reply);
    const { body, click } = event;
    const text = toJobText({ body, reference: click.reference, receivedAt: Date.now() });
    try {
      await currentQueue()(text, Math.max(1, endsAtMs - clockMs()));
    } catch (error) {
      if (isA(error, AwsFailure)) throw new UpstreamFailed("queue", { status: error.name, cause: error });
      throw error;
    }
    return reply;
  };

  return async (event, next) => {
    const endsAtMs = clockMs() + event.limitMs - answerMs;
    if (when === "always") return defer(event, endsAtMs);
    const workEndsAtMs = clockMs() + Math.max(0, event.limitMs - handOverMs);
    try {
      return await next(Math.max(0, event.limitMs - handOverMs));
    } catch (error) {
      if (isA(error, UpstreamFailed) && clockMs() >= workEndsAtMs - nearlyMs) return defer(event, endsAtMs);
      throw error;
    }
  };
}
