import { UpstreamFailed } from "@cliq-actions/core";
import { AwsFailure } from "../aws-failure.ts";
import type { AwsService } from "../aws-service.ts";
import { NotConfigured } from "../not-configured.ts";

const missing = new Set(["ParameterNotFound", "ParameterVersionNotFound"]);
const denied = /^(AccessDenied.*|UnrecognizedClient.*|InvalidKeyId|KMS.*)$/;

/**
 * Reads a secret of this function's action from Parameter Store. Throws {@link NotConfigured} with a sentence when there
 * is none or it may not be read, `UpstreamFailed` when Parameter Store does not answer.
 * See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function readSecret(parameterStore: AwsService, secret: string, timeoutMs: number): Promise<string> {
  const { PARAMETER_PREFIX: prefix, ACTION_SLUG: slug } = process.env;
  if (!prefix || !slug) throw new NotConfigured("PARAMETER_PREFIX or ACTION_SLUG is not configured");
  const input = { Name: `${prefix}/${slug}/${secret}`, WithDecryption: true };
  const output = await parameterStore.call("GetParameter", input, { timeoutMs }).catch((error: unknown) => {
    throw toFailure(error, secret, slug);
  });
  const value = (output.Parameter as { Value?: unknown } | undefined)?.Value;
  if (typeof value === "string" && value !== "") return value;
  throw new NotConfigured(`The secret ${slug}/${secret} is empty: ${toPutCommand(secret)}`);
}

function toFailure(error: unknown, secret: string, slug: string): unknown {
  if (!(error instanceof AwsFailure)) return error;
  const { name, status, code } = error;
  const remedy = toPutCommand(secret);
  if (missing.has(name)) return new NotConfigured(`There is no secret ${slug}/${secret} yet: ${remedy}`);
  if (denied.test(name)) {
    return new NotConfigured(
      `The function may not read the secret ${slug}/${secret} (${name}): deploy the stage again, then ${remedy}`,
    );
  }
  return new UpstreamFailed(
    "parameter store",
    status === undefined ? { errno: code ?? name } : { status: `${status} ${name}` },
  );
}

/** The command that puts a secret of this function's action. */
export function toPutCommand(secret: string): string {
  const { ACTION_SLUG: slug, STAGE: stage } = process.env;
  return `pnpm cliq secret put --stage ${stage} ${slug}/${secret}`;
}
