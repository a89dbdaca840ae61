import type { ConnectionPool } from "@cliq-actions/cliq/http/connection-pool";
import { UpstreamFailed } from "@cliq-actions/core";
import { callAwsJson } from "../aws-api/call-aws-json.ts";
import { readAwsEnvironment } from "../aws-api/read-aws-environment.ts";
import { NotConfigured } from "../not-configured.ts";

const missing = new Set(["ParameterNotFound", "ParameterVersionNotFound"]);
const denied = /^(AccessDenied.*|UnrecognizedClient.*|InvalidKeyId|KMS.*)$/;

/**
 * Reads a secret of this function's action from Parameter Store. Throws {@link NotConfigured} with a sentence when there
 * is none or it may not be read, `UpstreamFailed` when Parameter Store does not answer.
 * See https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function readSecret(pool: ConnectionPool, secret: string, timeoutMs: number): Promise<string> {
  const { PARAMETER_PREFIX: prefix, ACTION_SLUG: slug } = process.env;
  const environment = readAwsEnvironment("ssm", process.env);
  if (!prefix || !slug) throw new NotConfigured("PARAMETER_PREFIX or ACTION_SLUG is not configured");
  if (environment === undefined) throw new NotConfigured("AWS_REGION or AWS_ACCESS_KEY_ID is not configured");
  const result = await callAwsJson(pool, environment, {
    service: "ssm",
    target: "AmazonSSM.GetParameter",
    input: { Name: `${prefix}/${slug}/${secret}`, WithDecryption: true },
    timeoutMs,
  });
  const remedy = toPutCommand(secret);
  if (result.ok) {
    const value = (result.output as { Parameter?: { Value?: unknown } } | null)?.Parameter?.Value;
    if (typeof value === "string" && value !== "") return value;
    throw new NotConfigured(`The secret ${slug}/${secret} is empty: ${remedy}`);
  }
  if (missing.has(result.error)) throw new NotConfigured(`There is no secret ${slug}/${secret} yet: ${remedy}`);
  if (denied.test(result.error)) {
    throw new NotConfigured(
      `The function may not read the secret ${slug}/${secret} (${result.error}): deploy the stage again, then ${remedy}`,
    );
  }
  const reason = result.status === undefined ? { errno: result.error } : { status: `${result.status} ${result.error}` };
  throw new UpstreamFailed("parameter store", reason);
}

/** The command that puts a secret of this function's action. */
export function toPutCommand(secret: string): string {
  const { ACTION_SLUG: slug, STAGE: stage } = process.env;
  return `pnpm cliq secret put --stage ${stage} ${slug}/${secret}`;
}
