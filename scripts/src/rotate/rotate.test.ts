import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyRepository } from "../testing/copy-repository.ts";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { prefixOf, stackName } from "../testing/names.ts";
import { type Ended, runCliqIn } from "../testing/run-cliq.ts";
import { type Synthesised, synthesiseLocal } from "../testing/synthesise-local.ts";
import { type Clicks, startClicks } from "./testing/clicks.ts";

const copy = copyRepository();
const stagesFile = join(copy.root, "infra/stages.ts");
let stage: LocalStage;
const deployments = createServer();
const outputs: string[] = [];
const folders: Synthesised[] = [];
let clicks: Clicks | undefined;

beforeAll(async () => {
  stage = await startLocalStage();
  // In place of CloudFormation: the repository's script `cdk` has this process deploy what infra/stages.ts says.
  deployments.on("request", (_request, response) => {
    deploy().then(
      () => response.end("deployed\n"),
      (error: unknown) => response.writeHead(500).end(`${error instanceof Error ? error.message : String(error)}\n`),
    );
  });
  await new Promise<void>((resolve) => deployments.listen(0, "127.0.0.1", resolve));
  const manifest = join(copy.root, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"cdk": "cdk"', '"cdk": "node local-cdk.ts"'));
  writeFileSync(
    join(copy.root, "local-cdk.ts"),
    `if (process.argv.slice(2).join(" ") !== "deploy -c stage=local") throw new Error(process.argv.join(" "));
const answer = await fetch("http://127.0.0.1:${(deployments.address() as AddressInfo).port}", { method: "POST" });
process.stdout.write(await answer.text());
process.exitCode = answer.ok ? 0 : 1;
`,
  );
  await deploy();
});
afterAll(async () => {
  deployments.closeAllConnections();
  deployments.close();
  copy.remove();
  await clicks?.stop();
  await stage.stop();
  for (const folder of folders) folder.remove();
});

async function deploy(): Promise<void> {
  const [, version = "1"] = /credentialVersion: (\d+)/.exec(readFileSync(stagesFile, "utf8")) ?? [];
  // With the whole of Cliq's limits, three rotations of two actions need not wait for the next minute.
  const settings = { credentialVersion: Number(version), budgetShare: 1 };
  const synthesised = await synthesiseLocal(settings, ["echo", "keep-row"]);
  folders.push(synthesised);
  await stage.deploy(synthesised.folder);
}

async function rotate(...args: readonly string[]): Promise<Ended> {
  return rotateIn(stage.environment, ...args);
}

async function rotateIn(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> {
  const ended = await runCliqIn(copy.root, ["rotate", "--stage", "local", ...args], environment);
  outputs.push(ended.stdout, ended.stderr);
  return ended;
}

function urls(): string[] {
  return stage.cliq.model.actions().map(({ executionUrl }) => executionUrl ?? "");
}

test("clicks go on through a failed rotation, its rollback, a rotation and a retirement; then the old URL is dead", async () => {
  const first = urls();
  clicks = startClicks(stage.cliq, first);

  expect(await rotate("--retire")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/never been rotated/) as string,
  });

  // Cliq refuses the second action: the first has its new URL by then, and gets the old one back.
  stage.cliq.model.inject({ on: "updateAction", kind: "refuse", nth: 2 });
  const failed = await rotate();
  expect(failed).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/did not succeed.*set credentialVersion back from 2 to 1/) as string,
  });
  expect(urls()).toEqual(first);
  expect(await rotate("--retire")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Version 2 is written .* but not deployed/) as string,
  });

  const rotated = await rotate("--json");
  expect(rotated.code, rotated.stderr).toBe(0);
  expect(JSON.parse(rotated.stdout)).toMatchObject({ ok: true, from: 1, to: 2, deployed: true, accepted: [1, 2, 3] });
  const second = urls();
  expect(second.filter((url) => first.includes(url))).toEqual([]);
  expect(clicks.refused()).toEqual([]);

  clicks.forget(first);
  const retired = await rotate("--retire");
  expect(retired.code, retired.stderr).toBe(0);
  expect(retired.stdout).toContain("accept the URLs of versions 2, 3, 4 now, and no older ones");
  await clicks.stop();
  expect(clicks.refused()).toEqual([]);
  expect(clicks.count()).toBeGreaterThan(20);
  for (const url of first) expect(await clicks.click(url)).toBe(401);
  for (const url of [...second, ...urls()]) expect(await clicks.click(url)).toBe(200);

  expect(readFileSync(stagesFile, "utf8").match(/credentialVersion: \d+/g)).toEqual(["credentialVersion: 3"]);
  const { Parameter } = await stage.ssm.send(
    new GetParameterCommand({ Name: `${prefixOf("local")}/signing-key`, WithDecryption: true }),
  );
  const credentials = [...first, ...second, ...urls()].map((url) => url.slice(url.lastIndexOf("/") + 1));
  for (const secret of [...credentials, Parameter?.Value ?? ""]) {
    expect(outputs.join("\n")).not.toContain(secret);
    expect(stage.logs.join("\n")).not.toContain(secret);
  }
});

test("--no-deploy changes the file only, and says how to deploy", async () => {
  const before = urls();
  const { code, stdout } = await rotate("--no-deploy");
  expect(code).toBe(0);
  expect(stdout).toContain("pnpm cdk deploy -c stage=local");
  expect(readFileSync(stagesFile, "utf8")).toContain("credentialVersion: 4");
  expect(urls()).toEqual(before);
});

test("without AWS in reach, --no-deploy takes the file at its word and says so; a rotation stops before it writes", async () => {
  const nowhere = { ...stage.environment, AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" };
  const before = readFileSync(stagesFile, "utf8");
  expect(await rotateIn(nowhere)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^AWS cannot be reached \(ECONNREFUSED\)/) as string,
  });
  expect(readFileSync(stagesFile, "utf8")).toBe(before);
  const { code, stderr } = await rotateIn(nowhere, "--no-deploy");
  expect(code).toBe(0);
  expect(stderr).toContain("Not compared with what is deployed: AWS cannot be reached");
});

test("a file that is ahead by more than one is refused, and so is a stage that is not deployed", async () => {
  const before = readFileSync(stagesFile, "utf8");
  expect(await rotate()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/says credentialVersion 5 .* but version 3 is deployed\. Set it to 3/) as string,
  });
  await stage.aws.destroy(stackName);
  const gone = await rotate("--json");
  expect(gone).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/has no URLs to rotate: pnpm cdk deploy -c stage=local/) as string,
  });
  expect(JSON.parse(gone.stdout)).toMatchObject({ ok: false, stage: "local", code: "cannot_operate" });
  expect(readFileSync(stagesFile, "utf8")).toBe(before);
});
