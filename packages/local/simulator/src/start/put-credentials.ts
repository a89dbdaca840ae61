import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { FakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalAws } from "@cliq-actions/local-aws";

/** Puts the OAuth client and refresh token where an operator would: SecureStrings under the stage's prefix. */
export async function putCredentials(
  aws: Pick<LocalAws, "endpoints" | "adminCredentials">,
  { clientId, clientSecret, refreshToken }: Pick<FakeCliq, "clientId" | "clientSecret" | "refreshToken">,
  parameterPrefix: string,
): Promise<void> {
  const client = new SSMClient({ region: "us-east-1", endpoint: aws.endpoints.ssm, credentials: aws.adminCredentials });
  const put = (name: string, value: string): Promise<unknown> =>
    client.send(
      new PutParameterCommand({ Name: `${parameterPrefix}/oauth/${name}`, Value: value, Type: "SecureString" }),
    );
  try {
    await Promise.all([put("client", JSON.stringify({ clientId, clientSecret })), put("refresh-token", refreshToken)]);
  } finally {
    client.destroy();
  }
}
