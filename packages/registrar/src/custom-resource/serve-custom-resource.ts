import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { holdSecret, redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import { answerCloudFormation, type PutAnswer, putAnswer, toAnswer, type Verdict } from "./answer-cloudformation.ts";
import { type CustomResourceRequest, parseCustomResourceRequest } from "./custom-resource-request.ts";
import { Misconfigured } from "../environment.ts";
import { toLogLine } from "../log-lines.ts";
import { isOutage, type Patience } from "../retry-policy.ts";
import { readText, spellForEvent, toAnswerableReason, toReason } from "../to-outcome.ts";

/** What a custom resource does: resolves to its attributes, or "stale" when there is nobody to answer, or "handed over" when another run answers. */
export type Work = (
  request: CustomResourceRequest,
  /** The function is stopped then, in milliseconds since the epoch. */
  stopsAt: number,
  /** Has the answer and the log say something that an operator should know although nothing failed. */
  note: (text: string) => void,
  /** As it arrived, for another invocation. */
  event: unknown,
) => Promise<Readonly<Record<string, string>> | Unanswered>;

type Unanswered = "stale" | "handed over";

/** The event is not served and not to be answered yet: the function fails, so that Lambda delivers the event again. */
export class ToBeDeliveredAgain extends Error {}

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

/** Left at the end of an invocation, after the last attempt to answer; a tenth of a short life. */
const closingMs = 15_000;

/**
 * A Lambda handler that does the work and answers CloudFormation itself: once for every event that says where, however
 * odd the rest of it. When the answer cannot be put, it fails, so that Lambda delivers the event again.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export function serveCustomResource(work: Work, { clock, write, put = putAnswer }: CustomResourcePorts = onLambda) {
  return async (event: unknown, context: Remaining): Promise<void> => {
    const parsed = parseCustomResourceRequest(event);
    const { request } = parsed;
    holdSecret(request.responseUrl);
    holdSecret(new URL(request.responseUrl).search);
    const startedAt = clock.now();
    const leftMs = context.getRemainingTimeInMillis();
    const { verdict, bug } = await decide(work, parsed, startedAt + leftMs, event);
    if (bug !== undefined) write(toLogLine("error", "unexpected", { stack: bug }));
    const isUnanswered = typeof verdict === "string";
    const outcome = isUnanswered ? verdict : verdict.status;
    const until = startedAt + leftMs - Math.min(closingMs, leftMs / 10);
    const answered = isUnanswered
      ? "not answered"
      : await answerCloudFormation(request.responseUrl, toAnswer(request, verdict), { clock, put, until });
    const fields = {
      requestType: parsed.unknownType ?? request.type,
      logicalResourceId: request.logicalResourceId,
      requestId: request.requestId,
      outcome,
      answered,
      durationMs: clock.now() - startedAt,
      ...(isUnanswered || verdict.reason === undefined ? {} : { reason: verdict.reason }),
    };
    const isFine = !("reason" in fields) && (answered === "taken" || isUnanswered);
    write(toLogLine(isFine ? "info" : "error", "custom resource", fields));
    if (answered === "unreachable")
      throw new Error("CloudFormation could not be told the outcome: its response URL does not answer");
  };
}

/** What ending an invocation takes at most: another one is asked for, or CloudFormation answered. */
const endingMs = 120_000;

/** The work, whose clients of AWS wait out outages for as long as its invocation lasts. */
export function withPatience(patience: Patience, work: Work): Work {
  return async (request, stopsAt, ...rest) => {
    patience.until = stopsAt - endingMs;
    return work(request, stopsAt, ...rest);
  };
}

/** The work of a function that serves several types of resources; another type was never made here, so its Delete succeeds. */
export function byResourceType(works: Readonly<Record<string, Work>>): Work {
  return async (request, ...rest) => {
    const { type, resourceType = "" } = request;
    const work = Object.hasOwn(works, resourceType) ? works[resourceType] : undefined;
    if (work !== undefined) return work(request, ...rest);
    if (type === "Delete") return {};
    throw new Misconfigured(
      `This function serves ${Object.keys(works).join(" and ")}, not "${resourceType}": correct the type or the ServiceToken in the template.`,
    );
  };
}

async function decide(
  work: Work,
  { request, unknownType }: ReturnType<typeof parseCustomResourceRequest>,
  stopsAt: number,
  event: unknown,
): Promise<{ verdict: Verdict | Unanswered; bug?: string }> {
  try {
    if (unknownType !== undefined)
      throw new Misconfigured(`CloudFormation asks for "${unknownType}", which is not Create, Update or Delete.`);
    const notes: string[] = [];
    const note = (text: string): void => void notes.push(redact(spellForEvent(text, request)));
    const data = await work(request, stopsAt, note, event);
    if (typeof data === "string") return { verdict: data };
    return { verdict: { status: "SUCCESS", data, ...(notes.length === 0 ? {} : { reason: notes.join(" ") }) } };
  } catch (error) {
    if (error instanceof ToBeDeliveredAgain) throw error;
    // Before anything is written down, Lambda's own deliveries are what lasts longer than an invocation.
    if (isOutage(error)) throw new ToBeDeliveredAgain(`AWS does not do its part: ${toReason(error)}`);
    const verdict: Verdict = { status: "FAILED", reason: toAnswerableReason(error, request) };
    const isBug = error instanceof Error && !(error instanceof ActionsError);
    return isBug ? { verdict, bug: readText(error, "stack") } : { verdict };
  }
}
