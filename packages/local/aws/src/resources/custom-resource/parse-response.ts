import type { ResourceState } from "../../stack/resource-type.ts";
import { ResourceFailed } from "../../stack/resource-failed.ts";

const maxResponseBytes = 4096;

/** What identifies the request an answer must be to. */
export interface ResponseIdentity {
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
}

/**
 * Reads what a custom resource put to its response URL; throws `ResourceFailed` with CloudFormation's wording when it is too long, no valid answer, or a failure.
 * See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 */
export function parseResponse(body: Buffer, identity: ResponseIdentity): ResourceState {
  if (body.length > maxResponseBytes) throw new ResourceFailed("Response object is too long.");
  const response = parseObject(body);
  for (const [name, expected] of Object.entries(identity)) {
    if (response[name] !== expected) throw new ResourceFailed(`Invalid response: ${name} does not match the request.`);
  }
  const { Status, Reason, PhysicalResourceId, Data } = response;
  const physicalId =
    typeof PhysicalResourceId === "string" && PhysicalResourceId !== "" ? PhysicalResourceId : undefined;
  if (Status === "FAILED") {
    const reason = typeof Reason === "string" && Reason !== "" ? Reason : "no reason given";
    const message = `Received response status [FAILED] from custom resource. Message returned: ${reason} (RequestId: ${identity.RequestId})`;
    throw new ResourceFailed(message, physicalId === undefined ? {} : { physicalId });
  }
  if (Status !== "SUCCESS") throw new ResourceFailed("Invalid response: Status is neither SUCCESS nor FAILED.");
  if (physicalId === undefined || Buffer.byteLength(physicalId) > 1024)
    throw new ResourceFailed("Invalid PhysicalResourceId");
  if (Data !== undefined && Data !== null && (typeof Data !== "object" || Array.isArray(Data)))
    throw new ResourceFailed("Invalid response: Data is not an object.", { physicalId });
  return { physicalId, attributes: (Data ?? {}) as Record<string, unknown> };
}

function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) as unknown;
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one refusal.
  }
  throw new ResourceFailed("Invalid response: the body is not a JSON object.");
}
