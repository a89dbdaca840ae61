import { ActionsError, UpstreamFailed } from "@cliq-actions/core";
import { redact } from "@cliq-actions/cliq/redact";
import { RegistrationFailed } from "@cliq-actions/registrar/registrar/registration-failed";
import { explainAwsFailure } from "./explain-aws-failure.ts";

/**
 * Says on stderr why a verb failed, as one sentence without secrets, and sets the exit code to 1; with `json`, stdout gets
 * a document of it. `needed` names the AWS permissions the verb asks for.
 */
export function endWithFailure(
  error: unknown,
  { stage, json, needed }: { stage: string; json: boolean; needed: string },
): void {
  const sentence = redact(toSentence(error, needed));
  process.stderr.write(`${sentence}\n`);
  if (json) {
    const code = error instanceof ActionsError ? error.code : "failed";
    process.stdout.write(`${JSON.stringify({ ok: false, stage, code, error: sentence })}\n`);
  }
  process.exitCode = 1;
}

function toSentence(error: unknown, needed: string): string {
  if (error instanceof UpstreamFailed)
    return `${error.message}${error.status === undefined ? "" : ` (${error.status})`}. Try again.`;
  if (error instanceof RegistrationFailed && error.retold !== undefined)
    return error.retold("run the same command again");
  const text = error instanceof ActionsError ? error.message : explainAwsFailure(error, needed);
  return /[.!?]\s*$/.test(text) ? text.trimEnd() : `${text}.`;
}
