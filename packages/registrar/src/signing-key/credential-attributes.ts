import { deriveCredential, digestCredential } from "@cliq-actions/aws/credential";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { ensureSigningKey } from "../parameters/signing-key.ts";
import type { CredentialProperties } from "./parse-credential-properties.ts";
import { readPublicKey } from "./read-public-key.ts";

/** Attributes of `Custom::CliqCredential`: digests of three versions, and Cliq's public key or "". */
export async function credentialAttributes(
  parameters: ParameterStore,
  stage: string,
  properties: CredentialProperties,
): Promise<Record<"DigestPrevious" | "DigestCurrent" | "DigestNext" | "PublicKey", string>> {
  const signingKey = await ensureSigningKey(parameters);
  const digest = (version: number): string =>
    digestCredential(deriveCredential(signingKey, { stage, slug: properties.Slug, version }));
  return {
    DigestPrevious: digest(properties.CredentialVersion - 1),
    DigestCurrent: digest(properties.CredentialVersion),
    DigestNext: digest(properties.CredentialVersion + 1),
    PublicKey: properties.VerifySignature ? await readPublicKey(parameters) : "",
  };
}
