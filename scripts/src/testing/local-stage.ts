import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { prefixOf } from "./names.ts";
import { type LocalAws, type LocalEvent, type LocalStack, startLocalAws } from "@cliq-actions/local-aws";

/** The stage `local` on this machine: an AWS account and a Cliq, authorized, with nothing deployed yet. */
export interface LocalStage {
  readonly aws: LocalAws;
  readonly cliq: FakeCliq;
  readonly ssm: SSMClient;
  /** What points an operator verb at them; nothing else of this process's environment but the PATH. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where functions find Cliq, as variables of theirs. */
  readonly origins: Readonly<Record<string, string>>;
  /** Every line that functions wrote. */
  readonly logs: readonly string[];
  /** What AWS refused, as "<action> on <resource>". */
  readonly denied: string[];
  /** Deploys what is in a folder as `cdk synth` writes it. */
  deploy(folder: string): Promise<LocalStack>;
  put(name: string, value: string): Promise<void>;
  read(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts both. */
export async function startLocalStage(organizationId = "60012345678"): Promise<LocalStage> {
  const logs: string[] = [];
  const denied: string[] = [];
  const onEvent = (event: LocalEvent): void => {
    if (event.type === "log") logs.push(event.line);
    if (event.type === "denied") denied.push(`${event.action} on ${event.resource}`);
  };
  const [cliq, aws] = await Promise.all([startFakeCliq({ organizationId }), startLocalAws({ onEvent })]);
  const ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  const put = async (name: string, value: string): Promise<void> => {
    await ssm.send(
      new PutParameterCommand({
        Name: `${prefixOf("local")}/${name}`,
        Value: value,
        Type: "SecureString",
        Overwrite: true,
      }),
    );
  };
  await put("oauth/client", JSON.stringify({ clientId: cliq.clientId, clientSecret: cliq.clientSecret }));
  await put("oauth/refresh-token", cliq.refreshToken);
  const origins = { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl };
  return {
    aws,
    cliq,
    ssm,
    origins,
    logs,
    denied,
    environment: {
      ...origins,
      PATH: process.env.PATH ?? "",
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    },
    deploy: async (folder) => aws.deploy({ cdkOut: folder, environment: origins }),
    put,
    read: async (name) => {
      const Name = `${prefixOf("local")}/${name}`;
      return (await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value ?? "";
    },
    stop: async () => {
      ssm.destroy();
      await Promise.all([cliq.stop(), aws.stop()]);
    },
  };
}
