import { Unauthenticated } from "../refusals.ts";
import type { Settings } from "./read-settings.ts";
import type { HttpRequest } from "./to-http-request.ts";

// An import would make a name of every export; this costs a cold start a tenth of it.
const { hash, timingSafeEqual, verify } = process.getBuiltinModule("node:crypto");

/**
 * Throws {@link Unauthenticated} unless the credential is one of this action's and, where a public key is
 * configured, `X-Cliq-Signature` verifies over the raw bytes. Nothing of the body is looked at before.
 */
export function authenticate(request: HttpRequest, credential: string, settings: Settings): void {
  const digest = hash("sha256", credential, "buffer");
  let known = false;
  // Every digest is compared, each in constant time: how long it takes says nothing about which one came close.
  for (const accepted of settings.digests) known = timingSafeEqual(digest, accepted) || known;
  if (!known) throw new Unauthenticated("credential");
  if (settings.publicKey !== undefined && !hasValidSignature(request, settings.publicKey)) {
    throw new Unauthenticated("signature");
  }
}

function hasValidSignature(request: HttpRequest, publicKey: NonNullable<Settings["publicKey"]>): boolean {
  const signature: unknown = request.headers["x-cliq-signature"];
  if (typeof signature !== "string" || signature.length > longestSignatureChars) return false;
  const bytes = Buffer.from(signature, "base64");
  // The decoder ignores junk and spare bits: only what encodes to the same text is a signature.
  return bytes.toString("base64") === signature && verify("sha256", Buffer.from(request.body), publicKey, bytes);
}

/** Base64 of an RSA-8192 signature. */
const longestSignatureChars = 1_368;
