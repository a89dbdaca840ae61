import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import { readText, toErrorName } from "../to-outcome.ts";

/** The one place that turns an error into what CloudFormation shows a person. Without secrets. */
export function toReason(error: unknown): string {
  if (error instanceof ActionsError) return redact(error.message);
  if (error instanceof Error) return `${toErrorName(error)}: ${redact(readText(error, "message"))}`;
  return "Something was thrown that is not an error.";
}
