import { SSMClient } from "@aws-sdk/client-ssm";
import { systemClock } from "@cliq-actions/cliq/clock";
import { serveCustomResource } from "../custom-resource/serve-custom-resource.ts";
import { ssmParameterStore } from "../parameters/ssm-parameter-store.ts";
import { requireEnvironment } from "../environment.ts";
import { impatient, retryAccessDenied } from "../retry-access-denied.ts";
import { credentialAttributes } from "./credential-attributes.ts";
import { parseCredentialProperties } from "./parse-credential-properties.ts";

const client = new SSMClient();

/**
 * `Custom::CliqCredential`, one per action. A Delete does nothing: the key stays for the other actions, and so that
 * a stage that is deployed again keeps the URLs Cliq knows.
 */
export const handler = serveCustomResource(async ({ type, properties }) => {
  if (type === "Delete") return {};
  const patience = type === "Create" ? retryAccessDenied(systemClock) : impatient;
  const parameters = ssmParameterStore(client, requireEnvironment("PARAMETER_PREFIX"), patience);
  return credentialAttributes(parameters, requireEnvironment("STAGE"), parseCredentialProperties(properties));
});
