import { spellRemedies } from "@cliq-actions/cliq/remedies";
import { readSafely } from "@cliq-actions/aws/respond/read-safely";
import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";
import { isDeniedName } from "./retry-policy.ts";

/**
 * What a failed run counts as, of the keeper or the drift check: our own code; "access_denied" when AWS refuses a parameter or its key,
 * which an operator has to put right; "aws_failed" when it does not do its part; otherwise "bug".
 */
export function toOutcome(error: unknown): string {
  if (error instanceof ActionsError) return error.code;
  if (!(error instanceof Error)) return "bug";
  if (isDeniedName(readText(error, "name"))) return "access_denied";
  return "$metadata" in error ? "aws_failed" : "bug";
}

/**
 * The error Lambda hands to whoever invoked the function: its name is our code or AWS's word, and its message
 * holds no secret. `again` says how the invoker tries again.
 */
export function toFunctionError(error: unknown, again = "try again"): Error {
  if (!(error instanceof Error)) return new Error("Something was thrown that is not an error.");
  const readable = new Error(spellRemedies(redact(toSentence(error)), { stage: process.env.STAGE, again }));
  readable.name = toErrorName(error);
  return readable;
}

/** What an error calls itself, where that is a name and not a sentence: libraries put anything there. */
export function toErrorName(error: Error): string {
  const name = readText(error, "name");
  return /^[A-Za-z][\w$.]{0,79}$/.test(name) ? redact(name) : "Error";
}

/** A text of an error, as it is; empty where it is none or cannot be read: a foreign error may be anything. */
export function readText(error: Error, key: "name" | "message" | "stack"): string {
  const value = readSafely(error, key);
  return typeof value === "string" ? value : "";
}

function toSentence(error: Error): string {
  const status = readSafely(error, "status");
  const detail = typeof status === "string" || typeof status === "number" ? ` (${status})` : "";
  return `${readText(error, "message")}${detail}`;
}

/** The one place that turns an error into words for people. Without secrets; remedies are still marks. */
export function toReason(error: unknown): string {
  if (error instanceof ActionsError) return redact(error.message);
  if (error instanceof Error) return `${toErrorName(error)}: ${redact(readText(error, "message"))}`;
  return "Something was thrown that is not an error.";
}

interface Event {
  readonly type: "Create" | "Update" | "Delete";
}

/** {@link toReason} as CloudFormation shows it to whoever deploys, or deletes the stack. */
export function toAnswerableReason(error: unknown, event: Event): string {
  return spellForEvent(toReason(error), event);
}

/** A sentence with its remedies spelled out for whoever deploys, or deletes the stack. */
export function spellForEvent(text: string, { type }: Event): string {
  const { STAGE: stage } = process.env;
  const named = stage ?? "<stage>";
  const again =
    type === "Delete"
      ? `delete the stack again with \`pnpm cdk destroy -c stage=${named}\``
      : `deploy again with \`pnpm cdk deploy -c stage=${named}\``;
  return spellRemedies(text, { stage, again });
}
