import { deployStage } from "@cliq-actions/cliq/remedies";
import { ActionsError } from "@cliq-actions/core";

/** Something the stage needs is missing or unusable; the message says what to put where. */
export class Misconfigured extends ActionsError {
  readonly code = "misconfigured";
}

/** The value of an environment variable the function cannot do without. */
export function requireEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "")
    throw new Misconfigured(`The function's environment lacks ${name}. Deploy the stack anew: ${deployStage}`);
  return value;
}

/**
 * Where this stage's metrics go in CloudWatch: the product's name, from METRIC_NAMESPACE. Without it a line still goes
 * out, in a namespace that says what is missing.
 */
export function metricNamespace(): string {
  return process.env.METRIC_NAMESPACE || "unconfigured";
}
