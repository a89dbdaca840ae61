import { readSafely } from "@cliq-actions/aws/respond/read-safely";
import { redact } from "@cliq-actions/cliq/redact";
import { ActionsError } from "@cliq-actions/core";

/**
 * What a failed run counts as, of the keeper or the drift check: our own code; "access_denied" when AWS refuses a parameter or its key,
 * which an operator has to put right; "aws_failed" when it does not do its part; otherwise "bug".
 */
export function toOutcome(error: unknown): string {
  if (error instanceof ActionsError) return error.code;
  if (!(error instanceof Error)) return "bug";
  if (/AccessDenied|KMS|InvalidKeyId/.test(`${readText(error, "name")} ${readText(error, "message")}`))
    return "access_denied";
  return "$metadata" in error ? "aws_failed" : "bug";
}

/**
 * The error Lambda hands to whoever invoked the function: its name is our code or AWS's word, and its message
 * holds no secret.
 */
export function toFunctionError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("Something was thrown that is not an error.");
  const readable = new Error(redact(toSentence(error)));
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

/** The one place that turns an error into what CloudFormation shows a person. Without secrets. */
export function toReason(error: unknown): string {
  if (error instanceof ActionsError) return redact(error.message);
  if (error instanceof Error) return `${toErrorName(error)}: ${redact(readText(error, "message"))}`;
  return "Something was thrown that is not an error.";
}
