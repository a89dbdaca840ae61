import { redact } from "@cliq-actions/cliq/redact";

/**
 * The error Lambda hands to whoever invoked the function: its name is our code or AWS's word, and its message
 * holds no secret.
 */
export function toFunctionError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error("Something was thrown that is not an error.");
  const readable = new Error(redact(toSentence(error)));
  readable.name = error.name;
  return readable;
}

function toSentence(error: Error): string {
  const status = (error as { status?: unknown }).status;
  const detail = typeof status === "string" || typeof status === "number" ? ` (${status})` : "";
  return `${error.message}${detail}`;
}
