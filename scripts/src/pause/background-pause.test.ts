import { GetEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { backgroundActions } from "@cliq-actions/infra/testing/test-actions";
import type { LocalStack } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { runCliq } from "../testing/run-cliq.ts";
import { type Synthesised, synthesiseFolder } from "../testing/synthesise-local.ts";

let stage: LocalStage;
let synthesised: Synthesised;
let stack: LocalStack;
let lambda: LambdaClient;
beforeAll(async () => {
  [stage, synthesised] = await Promise.all([startLocalStage(), synthesiseFolder(backgroundActions)]);
  await stage.aws.bootstrap();
  await stage.aws.prepare({ environment: stage.origins });
  stack = await stage.deploy(synthesised.folder);
  const { endpoint, adminCredentials: credentials } = stage.aws;
  lambda = new LambdaClient({ endpoint, region: "us-east-1", credentials });
});
afterAll(async () => {
  lambda.destroy();
  await stage.stop();
  synthesised.remove();
});

const mappingIds = (): string[] =>
  stack.resources.flatMap(({ type, physicalId }) => (type === "AWS::Lambda::EventSourceMapping" ? [physicalId] : []));
async function states(): Promise<(string | undefined)[]> {
  const found = mappingIds().map(async (UUID) => lambda.send(new GetEventSourceMappingCommand({ UUID })));
  return (await Promise.all(found)).map(({ State }) => State);
}
async function run(...args: string[]): Promise<{ actions: object[] }> {
  const ended = await runCliq([...args, "--all", "--stage", "local", "--json"], stage.environment);
  expect(ended.stderr).toBe("");
  return JSON.parse(ended.stdout) as { actions: object[] };
}

test("the background work of a paused action waits, and goes on with it", async () => {
  expect(mappingIds().length).toBeGreaterThan(0);
  const all = (state: string): string[] => mappingIds().map(() => state);
  expect(await states()).toEqual(all("Enabled"));
  const { actions } = await run("pause");
  expect(actions).toContainEqual(expect.objectContaining({ isChanged: true, hasBackground: true }));
  expect(await states()).toEqual(all("Disabled"));
  await run("resume");
  expect(await states()).toEqual(all("Enabled"));
});

test("work that stopped while its action serves is what a resumption brings back, too", async () => {
  for (const UUID of mappingIds()) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  const { actions } = await run("resume");
  expect(actions).toContainEqual(expect.objectContaining({ isChanged: true, hasBackground: true }));
  expect(new Set(await states())).toEqual(new Set(["Enabled"]));
});
