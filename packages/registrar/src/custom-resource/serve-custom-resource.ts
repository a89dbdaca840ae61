import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import { answerCloudFormation } from "./answer-cloudformation.ts";
import { type CustomResourceRequest, parseCustomResourceRequest } from "./custom-resource-request.ts";
import { log } from "./log.ts";
import { toAnswer, type Verdict } from "./to-answer.ts";
import { toReason } from "./to-reason.ts";

/** What a custom resource does; its attributes, or "stale" when there is nobody to answer, or another run does. */
export type Work = (
  request: CustomResourceRequest,
  /** The function is stopped then, in milliseconds since the epoch. */
  stopsAt: number,
) => Promise<Readonly<Record<string, string>> | "stale">;

/** The part of Lambda's context that is used. */
export interface Remaining {
  getRemainingTimeInMillis(): number;
}

/** A Lambda handler that does the work and answers CloudFormation itself: exactly once, whatever happens. */
export function serveCustomResource(work: Work, clock: Clock = systemClock) {
  return async (event: unknown, context: Remaining): Promise<void> => {
    const request = parseCustomResourceRequest(event);
    const startedAt = clock.now();
    const verdict = await decide(work, request, startedAt + context.getRemainingTimeInMillis());
    const outcome = verdict === "stale" ? "stale" : verdict.status;
    const answered =
      verdict === "stale" ? "not answered" : await answerCloudFormation(request.responseUrl, toAnswer(request, verdict), clock);
    log(outcome === "FAILED" ? "error" : "info", "custom resource", {
      requestType: request.type,
      logicalResourceId: request.logicalResourceId,
      requestId: request.requestId,
      outcome,
      answered,
      ms: clock.now() - startedAt,
      ...(verdict !== "stale" && verdict.status === "FAILED" ? { reason: verdict.reason } : {}),
    });
  };
}

async function decide(work: Work, request: CustomResourceRequest, stopsAt: number): Promise<Verdict | "stale"> {
  try {
    const data = await work(request, stopsAt);
    return data === "stale" ? "stale" : { status: "SUCCESS", data };
  } catch (error) {
    if (!(error instanceof ActionsError) && error instanceof Error) log("error", "unexpected", { stack: redact(error.stack ?? "") });
    return { status: "FAILED", reason: toReason(error) };
  }
}
