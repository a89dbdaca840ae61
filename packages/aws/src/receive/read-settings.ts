import type { KeyObject } from "node:crypto";
import { Misconfigured } from "../refusals.ts";

/** What a webhook function knows from its environment: names and digests, no secret. */
export interface Settings {
  readonly slug: string;
  readonly stage: string;
  readonly organizationId: string;
  /** SHA-256 of the credentials of versions v-1, v and v+1. */
  readonly digests: readonly Buffer[];
  /** Set when `X-Cliq-Signature` must verify. */
  readonly publicKey: KeyObject | undefined;
  /** What everybody is told who clicks while the action is paused. */
  readonly paused?: string | undefined;
}

/** Reads the settings; throws {@link Misconfigured} naming the variable, so that nothing is served half-configured. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return {
    slug: word(environment, "ACTION_SLUG"),
    stage: word(environment, "STAGE"),
    organizationId: word(environment, "CLIQ_ORGANIZATION_ID"),
    digests: digestsOf(environment),
    publicKey: publicKeyOf(environment),
    paused: environment.PAUSED,
  };
}

function word(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || !/^[\w-]{1,64}$/.test(value) || value === "REPLACE_ME") {
    throw new Misconfigured(`${name} is not configured`);
  }
  return value;
}

function digestsOf(environment: NodeJS.ProcessEnv): readonly Buffer[] {
  const digests = (environment.CREDENTIAL_DIGESTS ?? "").split(",");
  if (!digests.every((digest) => /^[0-9a-f]{64}$/.test(digest)))
    throw new Misconfigured("CREDENTIAL_DIGESTS is not configured");
  return digests.map((digest) => Buffer.from(digest, "hex"));
}

/**
 * Zoho hands the key out as bare base64 of an RSA SPKI (protocol page 2.5). Whether it is needed is said by a variable of
 * its own: a key that is missing closes the webhook and never opens it.
 */
function publicKeyOf({ SIGNATURE, CLIQ_PUBLIC_KEY: value = "" }: NodeJS.ProcessEnv): KeyObject | undefined {
  if (SIGNATURE === "off") return undefined;
  if (SIGNATURE !== "required") throw new Misconfigured('SIGNATURE must be "required" or "off"');
  let cause: unknown;
  try {
    const key = process
      .getBuiltinModule("node:crypto")
      .createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "spki" });
    if (key.asymmetricKeyType === "rsa") return key;
  } catch (error) {
    cause = error;
  }
  throw new Misconfigured("CLIQ_PUBLIC_KEY is not an RSA public key in base64", { cause });
}
