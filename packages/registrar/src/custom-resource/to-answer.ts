import type { CustomResourceRequest } from "./custom-resource-request.ts";
import { physicalIdOf } from "./physical-id.ts";

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
