import type { SynthesisedStack } from "../template/read-cdk-out.ts";
import type { ExistingResource } from "./resource-type.ts";
import type { StackEvent } from "./stack-failed.ts";

/** What is deployed, and how: a template with what the caller said beside it. */
export interface DeployOrder {
  source: SynthesisedStack;
  /** The template as it was given, for whoever asks for it. */
  body: string;
  /** Values of the template's parameters; the others have defaults. */
  parameters: Record<string, string>;
  tags: { Key: string; Value: string }[];
  /** Added to every function's environment. */
  environment: Record<string, string>;
  /** Port of the stack's HTTP API; 0 for any. */
  port: number;
  roleArn?: string | undefined;
}

/** A line of a stack's whole history. */
export interface HistoryEntry extends StackEvent {
  eventId: string;
  physicalId: string;
  at: Date;
}

/** A stack: deployed, under way, or what a failed operation left of it. */
export interface Stack {
  stackName: string;
  stackId: string;
  /** CloudFormation's own word, such as `UPDATE_COMPLETE`. */
  status: string;
  statusReason?: string | undefined;
  createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  isProtected: boolean;
  /** What was deployed whole last. */
  order: DeployOrder;
  resources: Map<string, ExistingResource>;
  outputs: Record<string, string>;
  /** History of the operation in progress, or of the last one. */
  events: StackEvent[];
  /** Of all operations, oldest first. */
  history: HistoryEntry[];
}

/** Whether nothing is under way in the stack. */
export function isAtRest({ status }: Stack): boolean {
  return !status.endsWith("_IN_PROGRESS") || status === "REVIEW_IN_PROGRESS";
}

/** Whether a stack of that name was never deployed whole: an update of it is not possible, it can only be deleted. */
export function isUnborn({ status }: Stack): boolean {
  return ["REVIEW_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"].includes(status);
}
