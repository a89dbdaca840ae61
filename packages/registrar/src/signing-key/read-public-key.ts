import { createPublicKey } from "node:crypto";
import { Misconfigured } from "../misconfigured.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";

const parameter = "cliq-public-key";

/** Cliq's public key as it was put, once it is known to be an RSA key. Throws {@link Misconfigured} saying how to put it. */
export async function readPublicKey(parameters: ParameterStore): Promise<string> {
  const value = (await parameters.read(parameter))?.trim();
  if (value !== undefined && isRsaKey(value)) return value;
  const name = parameters.fullName(parameter);
  throw new Misconfigured(
    `Signatures are to be verified, but parameter ${name} ${value === undefined ? "does not exist" : "is not an RSA public key"}. ` +
      `Put Cliq's public key (bare base64 or PEM): aws ssm put-parameter --name ${name} --type SecureString --overwrite --value "MIIB…", ` +
      "or turn verifySignature off in the stage configuration.",
  );
}

/** Developers get the key as bare base64; a PEM is taken as well. */
function isRsaKey(value: string): boolean {
  try {
    const key = value.includes("-----BEGIN")
      ? createPublicKey(value)
      : createPublicKey({ key: Buffer.from(value, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}
