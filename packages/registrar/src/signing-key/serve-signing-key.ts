import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { parseWith } from "../custom-resource/custom-resource-request.ts";
import { byResourceType, type Work } from "../custom-resource/serve-custom-resource.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { ensureKey, ensureSigningKey, readSigningKey, credentialsOf } from "../parameters/signing-key.ts";
import { Misconfigured, requireEnvironment } from "../environment.ts";
import { digestCredential } from "@cliq-actions/aws/credential";
import * as z from "zod";
import { createPublicKey } from "node:crypto";

/**
 * `Custom::CliqSigningKey`, one per stage, makes the key; `Custom::CliqCredential`, one per action and after it, only
 * reads it, and makes the key by which an action with functions seals what they carry. A Delete does nothing: the key stays, so that a stage that is deployed again keeps the URLs Cliq knows.
 */
export function serveSigningKey(openParameters: () => ParameterStore, clock: Clock = systemClock): Work {
  return byResourceType({
    "Custom::CliqSigningKey": async ({ type }) => {
      if (type !== "Delete") await ensureSigningKey(openParameters());
      return {};
    },
    "Custom::CliqCredential": async ({ type, properties }) => {
      if (type === "Delete") return {};
      const parameters = openParameters();
      return credentialAttributes(parameters, requireEnvironment("STAGE"), properties, clock);
    },
  });
}

/**
 * Attributes of `Custom::CliqCredential`: digests of three versions, and Cliq's public key or "". Throws
 * {@link Misconfigured} naming what is wrong of the properties, which are strings.
 */
export async function credentialAttributes(
  parameters: ParameterStore,
  stage: string,
  properties: unknown,
  clock: Clock = systemClock,
): Promise<Record<"DigestPrevious" | "DigestCurrent" | "DigestNext" | "PublicKey", string>> {
  const {
    Slug: slug,
    CredentialVersion: version,
    VerifySignature: isVerified,
    ContextKey: needsContextKey,
  } = parseWith(propertiesSchema, properties, "Custom::CliqCredential: property");
  const signingKey = await readSigningKey(parameters, clock);
  if (needsContextKey) await ensureKey(parameters, `${slug}/_context-key`);
  const [previous, current, next] = credentialsOf(signingKey, { stage, slug, version });
  return {
    DigestPrevious: digestCredential(previous),
    DigestCurrent: digestCredential(current),
    DigestNext: digestCredential(next),
    PublicKey: isVerified ? await readPublicKey(parameters) : "",
  };
}

/** Unknown properties are ignored: a rollback runs old code on newer ones. */
const propertiesSchema = z.object({
  Slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  CredentialVersion: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
  VerifySignature: z.enum(["true", "false"]).transform((word) => word === "true"),
  ContextKey: z
    .enum(["true", "false"])
    .default("false")
    .transform((word) => word === "true"),
});

const parameter = "cliq-public-key";

/** Cliq's public key as bare base64, the form the webhooks read. Throws {@link Misconfigured} saying how to put it. */
async function readPublicKey(parameters: ParameterStore): Promise<string> {
  const value = (await parameters.read(parameter))?.trim();
  const key = value === undefined ? undefined : toRsaKey(value);
  if (key !== undefined) return key;
  const name = parameters.fullName(parameter);
  throw new Misconfigured(
    `Signatures are to be verified, but parameter ${name} ${value === undefined ? "does not exist" : "is not an RSA public key"}. ` +
      `Put Cliq's public key (bare base64 or PEM): aws ssm put-parameter --name ${name} --type SecureString --overwrite --value "MIIB…", ` +
      "or turn verifySignature off in the stage configuration.",
  );
}

/** Developers get the key as bare base64; a PEM is taken as well. Undefined for anything but an RSA key. */
function toRsaKey(value: string): string | undefined {
  try {
    const key = value.includes("-----BEGIN")
      ? createPublicKey(value)
      : createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "rsa" ? key.export({ type: "spki", format: "der" }).toString("base64") : undefined;
  } catch {
    return undefined;
  }
}
