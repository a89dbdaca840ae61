import type { Condition } from "./condition.ts";

/** One statement of a policy, normalised: lists where the document may hold a string, and its conditions parsed. */
export interface Statement {
  effect: "Allow" | "Deny";
  /** Either the actions it speaks of, or all but these. */
  actions: { patterns: string[]; negated: boolean };
  /** Either the resources it speaks of, or all but these. */
  resources: { patterns: string[]; negated: boolean };
  /** Principal patterns of a resource policy ("*" or ARNs); undefined in an identity policy. */
  principals?: string[];
  conditions: Condition[];
}
