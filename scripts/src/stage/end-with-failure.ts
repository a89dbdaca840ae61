import { ActionsError, UpstreamFailed } from "@cliq-actions/core";
import { redact } from "@cliq-actions/cliq/redact";
import { spellRemedies, tryAgain } from "@cliq-actions/cliq/remedies";
import { explainAwsFailure } from "./explain-aws-failure.ts";

/**
 * Says on stderr why a verb failed, as one sentence without secrets, and sets the exit code to 1; with `json`, stdout gets
 * a document of it.
 */
export function endWithFailure(error: unknown, { json, ...about }: FailedVerb & { json: boolean }): void {
  const { stage } = about;
  const sentence = redact(explainError(error, about));
  process.stderr.write(`${sentence}\n`);
  if (json) {
    const code = error instanceof ActionsError ? error.code : "failed";
    process.stdout.write(`${JSON.stringify({ ok: false, stage, code, error: sentence })}\n`);
  }
  process.exitCode = 1;
}

/** What was typed, and what it needs. */
export interface FailedVerb {
  readonly stage: string;
  /** The verb with what it was told besides the stage, such as "drift --heal". */
  readonly verb: string;
  /** The AWS permissions that the verb asks for. */
  readonly needed: string;
}

/** An error as a sentence with its remedy, for whoever has typed the verb. */
export function explainError(error: unknown, { stage, verb, needed }: FailedVerb): string {
  const failed =
    error instanceof UpstreamFailed
      ? `${error.message}${error.status === undefined ? "" : ` (${error.status})`}. ${tryAgain}`
      : error instanceof ActionsError
        ? error.message
        : explainAwsFailure(error, needed);
  const again = `run \`pnpm cliq ${verb} --stage ${stage}\` again`;
  const text = spellRemedies(failed, { stage, again }).trimEnd();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
