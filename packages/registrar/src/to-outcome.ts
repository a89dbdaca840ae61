import { ActionsError } from "@cliq-actions/core";

/**
 * What a failed run counts as, of the keeper or the drift check: our own code; "access_denied" when AWS refuses a parameter or its key,
 * which an operator has to put right; "aws_failed" when it does not do its part; otherwise "bug".
 */
export function toOutcome(error: unknown): string {
  if (error instanceof ActionsError) return error.code;
  if (!(error instanceof Error)) return "bug";
  if (/AccessDenied|KMS|InvalidKeyId/.test(`${error.name} ${error.message}`)) return "access_denied";
  return "$metadata" in error ? "aws_failed" : "bug";
}
