import { spellRemedies } from "@cliq-actions/cliq/remedies";
import { ActionsError, UpstreamFailed } from "@cliq-actions/core";
import { redact } from "@cliq-actions/cliq/redact";
import { explainAwsFailure } from "../stage/explain-aws-failure.ts";
import type { AuthorizeOptions } from "./authorize-command.ts";
import type { Target } from "./target.ts";

/** A failure as one sentence with its remedy, without secrets. */
export function explainFailure(
  error: unknown,
  target: Target | undefined,
  { stage, rotate = false, revoke = false }: Pick<AuthorizeOptions, "stage" | "rotate" | "revoke">,
): string {
  const again = `pnpm cliq authorize --stage ${stage}${rotate ? " --rotate" : ""}${revoke ? " --revoke" : ""}`;
  if (error instanceof UpstreamFailed) {
    const next = revoke ? `To try again: ${again}` : `With a new grant code, for one works once: ${again}`;
    return redact(
      `${error.message}${error.status === undefined ? "" : ` (${error.status})`}. Nothing was stored or deleted. ${next}`,
    );
  }
  const sentence =
    error instanceof ActionsError
      ? spellRemedies(error.message, { stage, again: `run \`${again}\` again` })
      : explainAwsFailure(error, neededFor(target), "AWS Parameter Store");
  return redact(/[.!?:]\s*$/.test(sentence) ? sentence.trimEnd() : `${sentence}.`);
}

function neededFor(target: Target | undefined): string {
  return `ssm:GetParameter, ssm:PutParameter and ssm:DeleteParameters on ${target?.prefix ?? "/<product>/<stage>"}/oauth/*`;
}
