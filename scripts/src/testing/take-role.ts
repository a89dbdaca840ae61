import {
  CloudFormationClient,
  CreateChangeSetCommand,
  ExecuteChangeSetCommand,
  waitUntilStackCreateComplete,
} from "@aws-sdk/client-cloudformation";
import type { LocalAws } from "@cliq-actions/local-aws";

/** Makes a role that may do what this policy allows and nothing else, and takes it: the variables of its credentials. */
export async function takeRole(aws: LocalAws, RoleName: string, policy: object): Promise<Record<string, string>> {
  const { endpoint, adminCredentials } = aws;
  const client = new CloudFormationClient({ endpoint, region: "us-east-1", credentials: adminCredentials });
  const StackName = `role-${RoleName}`;
  const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: { Ref: "AWS::AccountId" } } };
  const properties = {
    RoleName,
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: trust },
    Policies: [{ PolicyName: "all-of-it", PolicyDocument: policy }],
  };
  await client.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: "make",
      ChangeSetType: "CREATE",
      Capabilities: ["CAPABILITY_NAMED_IAM"],
      TemplateBody: JSON.stringify({ Resources: { Role: { Type: "AWS::IAM::Role", Properties: properties } } }),
    }),
  );
  await client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: "make" }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.2 }, { StackName });
  client.destroy();
  return assumeRole(endpoint, RoleName, adminCredentials.accessKeyId);
}

/** Takes a role as whose access key it is. Rejects with AWS's answer where that one may not. */
export async function assumeRole(endpoint: string, name: string, accessKeyId: string): Promise<Record<string, string>> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({
      Action: "AssumeRole",
      Version: "2011-06-15",
      RoleArn: `arn:aws:iam::000000000000:role/${name}`,
      RoleSessionName: "deployer",
    }),
  });
  const text = await answer.text();
  const read = (field: string): string => new RegExp(`<${field}>(.+?)</${field}>`).exec(text)?.[1] ?? "";
  if (!answer.ok) throw new Error(`The role cannot be taken: ${text}`);
  return {
    AWS_ACCESS_KEY_ID: read("AccessKeyId"),
    AWS_SECRET_ACCESS_KEY: read("SecretAccessKey"),
    AWS_SESSION_TOKEN: read("SessionToken"),
  };
}
