import { createPublicKey } from "node:crypto";
import { Misconfigured } from "../environment.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";

const parameter = "cliq-public-key";

/** Cliq's public key as bare base64, the form the webhooks read. Throws {@link Misconfigured} saying how to put it. */
export async function readPublicKey(parameters: ParameterStore): Promise<string> {
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
