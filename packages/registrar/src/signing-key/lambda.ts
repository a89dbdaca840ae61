import { SSMClient } from "@aws-sdk/client-ssm";
import { serveCustomResource, withPatience } from "../custom-resource/serve-custom-resource.ts";
import { ssmParameterStore } from "../parameters/parameter-store.ts";
import { requireEnvironment } from "../environment.ts";
import { clientSettings } from "../retry-policy.ts";
import { serveSigningKey } from "./serve-signing-key.ts";

const patience = { until: 0 };
const client = new SSMClient(clientSettings({ patience }));

/** See {@link serveSigningKey}. */
export const handler = serveCustomResource(
  withPatience(
    patience,
    serveSigningKey(() => ssmParameterStore(client, requireEnvironment("PARAMETER_PREFIX"))),
  ),
);
