import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import { answerCloudFormation } from "./answer-cloudformation.ts";
import { type CustomResourceRequest, parseCustomResourceRequest } from "./custom-resource-request.ts";
import { type PutAnswer, putAnswer } from "./put-answer.ts";
import { toAnswer, type Verdict } from "./to-answer.ts";
import { toLogLine } from "./to-log-line.ts";
import { toReason } from "./to-reason.ts";

/** What a custom resource does: resolves to its attributes, or "stale" when there is nobody to answer, or "handed over" when another run answers. */
export type Work = (
  request: CustomResourceRequest,
  /** The function is stopped then, in milliseconds since the epoch. */
  stopsAt: number,
) => Promise<Readonly<Record<string, string>> | Unanswered>;

type Unanswered = "stale" | "handed over";

/** The part of Lambda's context that is used. */
export interface Remaining {
  getRemainingTimeInMillis(): number;
}

/** The clock, the log and the way to CloudFormation; a simulation brings its own. */
export interface CustomResourcePorts {
  readonly clock: Clock;
  readonly write: (line: string) => void;
  readonly put?: PutAnswer;
}

const onLambda: CustomResourcePorts = { clock: systemClock, write: (line) => void process.stdout.write(line) };

/**
 * A Lambda handler that does the work and answers CloudFormation itself: exactly once, whatever happens.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export function serveCustomResource(work: Work, { clock, write, put = putAnswer }: CustomResourcePorts = onLambda) {
  return async (event: unknown, context: Remaining): Promise<void> => {
    const request = parseCustomResourceRequest(event);
    const startedAt = clock.now();
    const { verdict, bug } = await decide(work, request, startedAt + context.getRemainingTimeInMillis());
    if (bug !== undefined) write(toLogLine("error", "unexpected", { stack: bug }));
    const isUnanswered = typeof verdict === "string";
    const outcome = isUnanswered ? verdict : verdict.status;
    const answered = isUnanswered
      ? "not answered"
      : await answerCloudFormation(request.responseUrl, toAnswer(request, verdict), clock, put);
    const fields = {
      requestType: request.type,
      logicalResourceId: request.logicalResourceId,
      requestId: request.requestId,
      outcome,
      answered,
      durationMs: clock.now() - startedAt,
      ...(!isUnanswered && verdict.status === "FAILED" ? { reason: verdict.reason } : {}),
    };
    write(toLogLine(outcome === "FAILED" ? "error" : "info", "custom resource", fields));
  };
}

async function decide(
  work: Work,
  request: CustomResourceRequest,
  stopsAt: number,
): Promise<{ verdict: Verdict | Unanswered; bug?: string }> {
  try {
    const data = await work(request, stopsAt);
    return { verdict: typeof data === "string" ? data : { status: "SUCCESS", data } };
  } catch (error) {
    const verdict: Verdict = { status: "FAILED", reason: toReason(error) };
    const isBug = error instanceof Error && !(error instanceof ActionsError);
    return isBug ? { verdict, bug: redact(error.stack ?? "") } : { verdict };
  }
}
