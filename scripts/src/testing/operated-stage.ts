import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { StageInput } from "@cliq-actions/infra/stages/define-stages";
import type { LocalStack } from "@cliq-actions/local-aws";
import { expect } from "vitest";
import { copyRepository } from "./copy-repository.ts";
import { type LocalStage, startLocalStage } from "./local-stage.ts";
import { synthesiseLocal } from "./synthesise-local.ts";

/** The test actions that are deployed. */
export const operatedSlugs = ["echo", "keep-row"];

/** A stage that several verbs operate one after the other, and a repository whose script `cdk` deploys it. */
export interface OperatedStage extends LocalStage {
  /** Of a copy of this repository. */
  readonly root: string;
  /** infra/stages.ts there. */
  readonly stagesFile: string;
  /** All that verbs and deployments printed. */
  readonly outputs: string[];
  /** Deploys what the copy's infra/stages.ts says, but for these settings. */
  redeploy(settings?: Partial<StageInput>): Promise<LocalStack>;
  /** Has every webhook answer once, however long its process takes to start: on a busy machine longer than a gateway waits. */
  awaken(): Promise<void>;
  /** What was deployed last. */
  stack(): LocalStack;
  /** Every row of every table. */
  rows(): Promise<readonly Record<string, { readonly S?: string }>[]>;
  /** Deletes a row of the stage's table, by its key. */
  forget(row: string): Promise<void>;
}

/** Starts one with nothing deployed yet. */
export async function startOperatedStage(): Promise<OperatedStage> {
  const copy = copyRepository();
  const local = await startLocalStage();
  await local.aws.bootstrap();
  const dynamo = new DynamoDBClient({
    endpoint: local.aws.endpoint,
    region: "us-east-1",
    credentials: local.aws.adminCredentials,
  });
  const stagesFile = join(copy.root, "infra/stages.ts");
  const outputs: string[] = [];
  const folders: { remove(): void }[] = [];
  let deployed: LocalStack | undefined;
  const stack = (): LocalStack => deployed ?? expect.fail("nothing is deployed yet");
  const redeploy = async (settings: Partial<StageInput> = {}): Promise<LocalStack> => {
    const [, version = "1"] = /credentialVersion: (\d+)/.exec(readFileSync(stagesFile, "utf8")) ?? [];
    // With the whole of Cliq's limits, three rotations of two actions need not wait for the next minute.
    const said = { credentialVersion: Number(version), budgetShare: 1, ...settings };
    const synthesised = await synthesiseLocal(said, operatedSlugs);
    folders.push(synthesised);
    return (deployed = await local.deploy(synthesised.folder));
  };
  // In place of CloudFormation: the repository's script `cdk` has this process deploy what infra/stages.ts says.
  const deployments = createServer((_request, response) => {
    redeploy().then(
      () => response.end(),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        outputs.push(reason);
        response.writeHead(500).end();
      },
    );
  });
  await new Promise<void>((resolve) => deployments.listen(0, "127.0.0.1", resolve));
  const manifest = join(copy.root, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"cdk": "cdk"', '"cdk": "node local-cdk.ts"'));
  // Like the CDK it refuses to deploy without a terminal to ask on, unless it is told not to ask.
  writeFileSync(
    join(copy.root, "local-cdk.ts"),
    `if (process.argv.slice(2).join(" ") !== "deploy -c stage=local --require-approval never") throw new Error(process.argv.join(" "));
const { ok } = await fetch("http://127.0.0.1:${(deployments.address() as AddressInfo).port}", { method: "POST" });
process.exitCode = ok ? 0 : 1;
`,
  );
  return {
    ...local,
    root: copy.root,
    stagesFile,
    outputs,
    redeploy,
    awaken: async () => {
      const awakenOne = async (slug: string): Promise<void> => {
        const { status } = await fetch(`${stack().apiUrl}/actions/${slug}/stranger`, { method: "POST" });
        if (status === 503) await awakenOne(slug);
      };
      if (deployed !== undefined) await Promise.all(operatedSlugs.map(awakenOne));
    },
    stack,
    rows: async () => {
      const tables = stack().resources.filter(({ type }) => type === "AWS::DynamoDB::Table");
      const scans = tables.map(async ({ physicalId }) => dynamo.send(new ScanCommand({ TableName: physicalId })));
      return (await Promise.all(scans)).flatMap(({ Items = [] }) => Items) as Record<string, { S?: string }>[];
    },
    forget: async (row) => {
      const table = stack().resources.find(
        ({ type, logicalId }) => type === "AWS::DynamoDB::Table" && logicalId.startsWith("Ledger"),
      );
      await dynamo.send(new DeleteItemCommand({ TableName: table?.physicalId ?? "", Key: { pk: { S: row } } }));
    },
    stop: async () => {
      deployments.closeAllConnections();
      deployments.close();
      copy.remove();
      dynamo.destroy();
      await local.stop();
      for (const folder of folders) folder.remove();
    },
  };
}
