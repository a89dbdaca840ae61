import { createHash, createHmac } from "node:crypto";

/** What one credential opens: one action of one stage, in one version. */
export interface CredentialIdentity {
  readonly stage: string;
  readonly slug: string;
  readonly version: number;
}

/** The credential in an action's URL: HMAC-SHA256 over stage, slug and version, 43 characters of base64url. */
export function deriveCredential(signingKey: Uint8Array, identity: CredentialIdentity): string {
  const message = JSON.stringify([identity.stage, identity.slug, identity.version]);
  return createHmac("sha256", signingKey).update(message).digest("base64url");
}

/** What a function holds to recognise a credential: its SHA-256 in lower-case hex. Not a secret. */
export function digestCredential(credential: string): string {
  return createHash("sha256").update(credential).digest("hex");
}
