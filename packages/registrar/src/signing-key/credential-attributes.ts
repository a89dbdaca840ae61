import { deriveCredential, digestCredential } from "@cliq-actions/aws/credential";
import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { readSigningKey } from "../parameters/signing-key.ts";
import type { CredentialProperties } from "./parse-credential-properties.ts";
import { readPublicKey } from "./read-public-key.ts";

/** Attributes of `Custom::CliqCredential`: digests of three versions, and Cliq's public key or "". */
export async function credentialAttributes(
  parameters: ParameterStore,
  stage: string,
  properties: CredentialProperties,
  clock: Clock = systemClock,
): Promise<Record<"DigestPrevious" | "DigestCurrent" | "DigestNext" | "PublicKey", string>> {
  const signingKey = await readSigningKey(parameters, clock);
  const digest = (version: number): string =>
    digestCredential(deriveCredential(signingKey, { stage, slug: properties.Slug, version }));
  return {
    DigestPrevious: digest(properties.CredentialVersion - 1),
    DigestCurrent: digest(properties.CredentialVersion),
    DigestNext: digest(properties.CredentialVersion + 1),
    PublicKey: properties.VerifySignature ? await readPublicKey(parameters) : "",
  };
}
