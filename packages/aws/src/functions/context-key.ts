import { UpstreamFailed } from "@cliq-actions/core";
import { AwsFailure } from "../aws-failure.ts";
import { type AwsService, awsService } from "../aws-service.ts";
import { holdPorts } from "../hold-ports.ts";
import { beforeFirstClick } from "../initialisation.ts";
import { NotConfigured } from "../not-configured.ts";

const parameter = "_context-key";
const leastBytes = 32;
const timeoutMs = 4_000;

/**
 * The key by which an action seals what its forms and buttons carry. It is read at initialisation, and kept as long as the
 * function lives: the deployment makes it once, and never another one.
 */
export function contextKey(): () => Promise<Buffer> {
  const parameterStore = holdPorts(() => awsService("ssm"));
  let reading: Promise<Buffer> | undefined;
  const current = async (): Promise<Buffer> => {
    reading ??= readKey(parameterStore()).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
  beforeFirstClick(current);
  return current;
}

async function readKey(parameterStore: AwsService): Promise<Buffer> {
  const { PARAMETER_PREFIX: prefix, ACTION_SLUG: slug } = process.env;
  const name = `${prefix}/${slug}/${parameter}`;
  const input = { Name: name, WithDecryption: true };
  const output = await parameterStore.call("GetParameter", input, { timeoutMs }).catch((error: unknown) => {
    throw toFailure(error, name);
  });
  const { Value: value } = (output.Parameter ?? {}) as { Value?: unknown };
  const key = Buffer.from(typeof value === "string" ? value : "", "base64");
  if (key.length >= leastBytes) return key;
  throw new NotConfigured(
    `Parameter ${name} is no key: delete it, and deploy the stage with a raised credentialVersion.`,
  );
}

/** A deployment makes the key before the function that reads it. */
function toFailure(error: unknown, name: string): unknown {
  if (!(error instanceof AwsFailure)) return error;
  if (/^(?:ParameterNotFound|AccessDenied|UnrecognizedClient|InvalidKeyId|KMS)/.test(error.name))
    return new NotConfigured(
      `Parameter ${name} is missing or may not be read (${error.name}): deploy the stage with a raised credentialVersion.`,
    );
  const { status, code, name: word } = error;
  return new UpstreamFailed(
    "parameter store",
    status === undefined ? { errno: code ?? word } : { status: `${status} ${word}` },
  );
}
