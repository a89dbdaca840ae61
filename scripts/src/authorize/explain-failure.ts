import { ActionsError, UpstreamFailed } from "@cliq-actions/core";
import { redact } from "@cliq-actions/cliq/redact";
import type { Target } from "./target.ts";

/** A failure as one sentence with its remedy, without secrets. */
export function explainFailure(error: unknown, target: Target | undefined): string {
  if (error instanceof UpstreamFailed) {
    return redact(`${error.message}${error.status === undefined ? "" : ` (${error.status})`}. Nothing was stored or deleted; try again.`);
  }
  const message = error instanceof Error ? error.message : String(error);
  const sentence = error instanceof ActionsError ? message : explainForeign(error, message, target);
  return redact(/[.!?:]\s*$/.test(sentence) ? sentence.trimEnd() : `${sentence}.`);
}

function explainForeign(error: unknown, message: string, target: Target | undefined): string {
  const name = error instanceof Error ? error.name : "";
  const code = codeOf(error);
  if (/^Region (is missing|not accepted)/.test(message)) {
    return "No AWS region that can be used: give --region, set AWS_REGION, or write the stage's region into infra/stages.ts";
  }
  if (name === "CredentialsProviderError") {
    return "No AWS credentials: log in as for pnpm cdk deploy (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)";
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId/.test(name)) {
    return `AWS does not take these credentials (${name}): log in again`;
  }
  if (/AccessDenied/.test(name)) {
    return `AWS refused: ${message}. Needed are ssm:GetParameter, ssm:PutParameter and ssm:DeleteParameters on ${target?.prefix ?? "/cliq-actions"}/oauth/*`;
  }
  if (code !== undefined) return `AWS Parameter Store cannot be reached (${code}): check the network and the region`;
  return `${name}: ${message}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" && /^E[A-Z_]+$/.test(error.code) ? error.code : undefined;
}
