import type { SynthesisedStack } from "../template/read-cdk-out.ts";
import type { ExistingResource } from "./resource-type.ts";
import type { StackEvent } from "./stack-failed.ts";

/** A deployed stack. */
export interface Stack {
  stackName: string;
  stackId: string;
  /** Its last template that was deployed whole. */
  source: SynthesisedStack;
  environment: Record<string, string>;
  resources: Map<string, ExistingResource>;
  outputs: Record<string, string>;
  /** History of the operation in progress, or of the last one. */
  events: StackEvent[];
}
