import { type Clock, systemClock } from "@cliq-actions/cliq/clock";
import { byResourceType, type Work } from "../custom-resource/serve-custom-resource.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { ensureSigningKey } from "../parameters/signing-key.ts";
import { requireEnvironment } from "../environment.ts";
import { credentialAttributes } from "./credential-attributes.ts";
import { parseCredentialProperties } from "./parse-credential-properties.ts";

/**
 * `Custom::CliqSigningKey`, one per stage, makes the key; `Custom::CliqCredential`, one per action and after it, only
 * reads it. A Delete does nothing: the key stays, so that a stage that is deployed again keeps the URLs Cliq knows.
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
      const stage = requireEnvironment("STAGE");
      return credentialAttributes(parameters, stage, parseCredentialProperties(properties), clock);
    },
  });
}
