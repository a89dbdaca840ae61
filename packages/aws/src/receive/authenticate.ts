import { createHash, timingSafeEqual, verify } from "node:crypto";
import type { HttpRequest } from "@cliq-actions/core";
import { Unauthenticated } from "../refusals.ts";
import type { Settings } from "./read-settings.ts";

/**
 * Throws {@link Unauthenticated} unless the credential is one of this action's and, where a public key is
 * configured, `X-Cliq-Signature` verifies over the raw bytes. Nothing of the body is looked at before.
 */
export function authenticate(request: HttpRequest, credential: string, settings: Settings): void {
  const digest = createHash("sha256").update(credential).digest();
  let known = false;
  // Every digest is compared, each in constant time: how long it takes says nothing about which one came close.
  for (const accepted of settings.digests) known = timingSafeEqual(digest, accepted) || known;
  if (!known) throw new Unauthenticated("credential");
  if (settings.publicKey !== undefined && !hasValidSignature(request, settings.publicKey)) {
    throw new Unauthenticated("signature");
  }
}

function hasValidSignature(request: HttpRequest, publicKey: NonNullable<Settings["publicKey"]>): boolean {
  const signature = request.headers["x-cliq-signature"];
  // An RSA-2048 signature is 344 characters of base64; the decoder would ignore junk, so the form is checked first.
  if (signature === undefined || !/^[A-Za-z0-9+/]{86,1368}={0,2}$/.test(signature)) return false;
  return verify("sha256", request.body, publicKey, Buffer.from(signature, "base64"));
}
