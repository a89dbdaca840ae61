import { digestOf } from "../digest.ts";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { CustomResourceRequest } from "./custom-resource-request.ts";

const firstPauseMs = 500;
const longestPauseMs = 20_000;
/** The URL has ended, or CloudFormation has withdrawn it: nobody waits any more. */
const isOver = (status: number | undefined): boolean => status === 403 || status === 404;

/**
 * Puts the answer to the pre-signed URL, again and again until it is taken: whatever else storage says passes, and a lost
 * answer leaves the stack waiting for an hour. "refused" where nobody waits any more, "unreachable" when `until` came first.
 */
export async function answerCloudFormation(
  responseUrl: string,
  answer: string,
  { clock, put, until }: { readonly clock: Clock; readonly put: PutAnswer; readonly until: number },
): Promise<"taken" | "refused" | "unreachable"> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const status = await put(responseUrl, answer);
    if (status !== undefined && status >= 200 && status < 300) return "taken";
    if (isOver(status)) return "refused";
    if (clock.now() + pauseMs >= until) return "unreachable";
    await clock.sleep(pauseMs);
  }
}

const timeoutMs = 10_000;

/** Puts a document to a pre-signed URL: the status, or undefined when there was no answer. */
export type PutAnswer = (url: string, document: string) => Promise<number | undefined>;

/**
 * Puts a document to a pre-signed URL, with Node's own client: this is all the HTTP some functions need. Returns the
 * status, or undefined when there was no answer; the error is dropped, because it may hold the URL, which is a secret.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export async function putAnswer(url: string, document: string): Promise<number | undefined> {
  const request = url.startsWith("https:") ? requestSecure : requestPlain;
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  try {
    const outgoing = request(url, {
      method: "PUT",
      // The URL is signed for an empty content type: any other one is refused.
      headers: { "content-type": "", "content-length": Buffer.byteLength(document) },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
    });
    outgoing.on("error", () => resolve(undefined));
    outgoing.on("response", (response) => {
      // The status is all that counts; the body is let go.
      response.on("error", () => undefined);
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.end(document);
  } catch {
    resolve(undefined);
  }
  return promise;
}

/** The outcome CloudFormation gets; `data` holds the attributes of the resource. */
export type Verdict =
  | {
      readonly status: "SUCCESS";
      readonly data: Readonly<Record<string, string>>;
      /** What an operator should know all the same. */ readonly reason?: string;
    }
  | { readonly status: "FAILED"; readonly reason: string };

/**
 * CloudFormation refuses a larger answer, and the stack then waits until the resource times out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
const largestBytes = 4_096;

/** The answer's document, at most 4,096 bytes: a reason is cut to fit, attributes that do not fit are a failure. */
export function toAnswer(request: CustomResourceRequest, verdict: Verdict): string {
  const base = {
    PhysicalResourceId: physicalIdOf(request),
    StackId: request.stackId,
    RequestId: request.requestId,
    LogicalResourceId: request.logicalResourceId,
  };
  if (verdict.status === "FAILED") {
    return fitReason(verdict.reason, (reason) => JSON.stringify({ Status: "FAILED", Reason: reason, ...base }));
  }
  const build = (told: object): string => JSON.stringify({ Status: "SUCCESS", ...told, ...base, Data: verdict.data });
  const answer = build({});
  if (Buffer.byteLength(answer) <= largestBytes)
    return verdict.reason === undefined ? answer : fitReason(verdict.reason, (Reason) => build({ Reason }));
  return toAnswer(request, {
    status: "FAILED",
    reason: "The attributes of the resource are larger than CloudFormation takes.",
  });
}

function fitReason(reason: string, build: (reason: string) => string): string {
  const plain =
    reason
      .toWellFormed()
      .replaceAll(/\p{Cc}+/gu, " ")
      .trim() || "No reason is known.";
  const whole = build(plain);
  if (Buffer.byteLength(whole) <= largestBytes) return whole;
  // Every character takes at least a byte, so the rest cannot matter.
  const characters = Array.from(plain.slice(0, largestBytes * 2));
  let fits = 0;
  for (let step = 4_096; step >= 1; step /= 2) {
    const tried = build(`${characters.slice(0, fits + step).join("")}…`);
    if (fits + step <= characters.length && Buffer.byteLength(tried) <= largestBytes) fits += step;
  }
  return build(`${characters.slice(0, fits).join("")}…`);
}

/**
 * The resource's physical id: derived from the stack and the logical id, and afterwards whatever CloudFormation
 * holds. It never changes, because a changed id makes CloudFormation delete the "old" resource, which is the live one.
 */
export function physicalIdOf(request: CustomResourceRequest): string {
  if (request.type !== "Create" && request.physicalResourceId !== undefined) return request.physicalResourceId;
  return givenIdOf(request);
}

/** The id every Create is answered with. A Delete with another one: CloudFormation never had the Create's answer. */
export function givenIdOf({
  stackId,
  logicalResourceId,
}: Pick<CustomResourceRequest, "stackId" | "logicalResourceId">): string {
  const identity = JSON.stringify([stackId, logicalResourceId]);
  return `cliq-${digestOf(identity).slice(0, 32)}`;
}
