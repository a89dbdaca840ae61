import { SSMClient } from "@aws-sdk/client-ssm";
import { serveCustomResource } from "../custom-resource/serve-custom-resource.ts";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { requireEnvironment } from "../environment.ts";
import { clientSettings } from "../retry-policy.ts";
import { serveSigningKey } from "./serve-signing-key.ts";

const client = new SSMClient(clientSettings());

/** See {@link serveSigningKey}. */
export const handler = serveCustomResource(
  serveSigningKey(() => ssmParameterStore(client, requireEnvironment("PARAMETER_PREFIX"))),
);
