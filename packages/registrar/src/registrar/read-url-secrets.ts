import type { UrlSecrets } from "./desired-item.ts";
import type { RegistrationProperties } from "./parse-properties.ts";

/**
 * What the URLs of a set are derived with. A set without webhooks (nothing at all, or Deluge actions only) has no URL,
 * and its stage no signing key: nobody has asked for a credential yet.
 */
export async function readUrlSecrets(
  { actions, functions }: Pick<RegistrationProperties, "actions" | "functions">,
  ports: { readonly stage: string; readSigningKey(): Promise<Uint8Array> },
): Promise<UrlSecrets> {
  const hasUrl = functions.length > 0 || actions.some((action) => action.execution_type !== "deluge");
  return { stage: ports.stage, signingKey: hasUrl ? await ports.readSigningKey() : new Uint8Array() };
}
