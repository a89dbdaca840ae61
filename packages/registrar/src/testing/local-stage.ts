import { rmSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { type LocalAws, type LocalStack, startLocalAws } from "@cliq-actions/local-aws";
import { bundleLambda } from "./bundle-lambda.ts";
import { type StackSettings, stackTemplate } from "./stack-template.ts";

const assets = ["registrar", "token-keeper", "signing-key"] as const;
const stackName = "registrations";

/** Real bundles in real processes, a Cliq and an AWS account on this machine. */
export interface LocalStage {
  readonly cliq: FakeCliq;
  readonly aws: LocalAws;
  readonly ssm: SSMClient;
  /** Every line the functions wrote. */
  readonly logs: readonly string[];
  deploy(settings: StackSettings): Promise<LocalStack>;
  destroy(): Promise<void>;
  /** Puts a parameter below the stage's prefix. */
  put(name: string, value: string): Promise<void>;
  read(name: string): Promise<string>;
  /** Writes what the stage knows of its calls of an operation within the minute; nothing, unless told. */
  writeUse(stack: LocalStack, operation: string, use?: object): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything and puts what `pnpm cliq authorize` would have put. */
export async function startLocalStage(): Promise<LocalStage> {
  const folder = await mkdtemp(join(tmpdir(), "registrar-"));
  bundled ??= mkdtemp(join(tmpdir(), "registrar-bundles-")).then(bundleAll);
  await cp(await bundled, folder, { recursive: true });
  const logs: string[] = [];
  const onEvent = (event: { type: string; line?: string }): void =>
    void (event.type === "log" && logs.push(event.line ?? ""));
  const [cliq, aws] = await Promise.all([startFakeCliq(), startLocalAws({ onEvent })]);
  const ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  const fullName = (name: string): string => `/acme/test/${name}`;
  const stage: LocalStage = {
    cliq,
    aws,
    ssm,
    logs,
    deploy: async (settings) => {
      await writeCdkOut(folder, settings);
      return aws.deploy({
        cdkOut: folder,
        environment: { CLIQ_ORIGIN: cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: cliq.accountsUrl },
      });
    },
    destroy: async () => aws.destroy(stackName),
    put: async (name, value) => {
      await ssm.send(
        new PutParameterCommand({ Name: fullName(name), Value: value, Type: "SecureString", Overwrite: true }),
      );
    },
    read: async (name) =>
      (await ssm.send(new GetParameterCommand({ Name: fullName(name), WithDecryption: true }))).Parameter?.Value ?? "",
    writeUse: async ({ resources }, operation, use = { calls: [], lockedUntil: 0 }) => {
      const TableName = resources.find(({ logicalId }) => logicalId === "Ledger")?.physicalId;
      const table = new DynamoDBClient({
        endpoint: aws.endpoint,
        region: "us-east-1",
        credentials: aws.adminCredentials,
      });
      const Item = { pk: { S: `budget#${operation}` }, lastWrite: { S: "x" }, use: { S: JSON.stringify(use) } };
      await table.send(new PutItemCommand({ TableName, Item }));
      table.destroy();
    },
    stop: async () => {
      await Promise.all([cliq.stop(), aws.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await stage.put("oauth/client", JSON.stringify({ clientId: cliq.clientId, clientSecret: cliq.clientSecret }));
  await stage.put("oauth/refresh-token", cliq.refreshToken);
  return stage;
}

/** The bundles are made once for all stages of a test file. */
let bundled: Promise<string> | undefined;

async function bundleAll(folder: string): Promise<string> {
  await Promise.all(assets.map(async (name) => bundleLambda(name, join(folder, name))));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function writeCdkOut(folder: string, settings: StackSettings): Promise<void> {
  const bundles = assets.map((name) => [
    name,
    { source: { path: name, packaging: "zip" }, destinations: { here: { objectKey: `${name}.zip` } } },
  ]);
  const files = Object.keys(settings.files ?? {}).map((key) => [
    key,
    { source: { path: key, packaging: "file" }, destinations: { here: { objectKey: key } } },
  ]);
  await Promise.all(
    Object.entries(settings.files ?? {}).map(async ([key, content]) => writeFile(join(folder, key), content)),
  );
  const documents = {
    "manifest.json": {
      artifacts: {
        [stackName]: { type: "aws:cloudformation:stack", properties: { templateFile: "template.json", stackName } },
      },
    },
    [`${stackName}.assets.json`]: { files: Object.fromEntries([...bundles, ...files]) as object },
    "template.json": stackTemplate(settings),
  };
  await Promise.all(
    Object.entries(documents).map(async ([name, document]) => writeFile(join(folder, name), JSON.stringify(document))),
  );
}
