import { createHash } from "node:crypto";
import type { CustomResourceRequest } from "./custom-resource-request.ts";

/**
 * The resource's physical id: derived from the stack and the logical id, and afterwards whatever CloudFormation
 * holds. It never changes, because a changed id makes CloudFormation delete the "old" resource, which is the live one.
 */
export function physicalIdOf(request: CustomResourceRequest): string {
  if (request.type !== "Create" && request.physicalResourceId !== undefined) return request.physicalResourceId;
  const identity = JSON.stringify([request.stackId, request.logicalResourceId]);
  return `cliq-${createHash("sha256").update(identity).digest("hex").slice(0, 32)}`;
}
