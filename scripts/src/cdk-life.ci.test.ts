import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startClicks } from "./rotate/testing/clicks.ts";
import { type CdkSession, startCdkSession } from "./testing/cdk-session.ts";
import { copyRepository, repository } from "./testing/copy-repository.ts";
import { expectShown } from "./testing/expect-shown.ts";
import { type LocalStage, startLocalStage } from "./testing/local-stage.ts";
import { type Synthesised, synthesiseLocal } from "./testing/synthesise-local.ts";
import { runCliqIn } from "./testing/run-cliq.ts";

const slugs = ["echo", "keep-row"];
let stage: LocalStage;
let cdk: CdkSession;
let first: Synthesised;
let second: Synthesised;
let copy: ReturnType<typeof copyRepository>;

beforeAll(async () => {
  stage = await startLocalStage();
  await stage.aws.prepare({ environment: stage.origins });
  first = await synthesiseLocal({ budgetShare: 1 }, slugs);
  second = await synthesiseLocal({ budgetShare: 1, credentialVersion: 2 }, slugs);
  cdk = startCdkSession(stage.environment);
  copy = copyRepository();
});
afterAll(async () => {
  cdk.stop();
  copy.remove();
  await stage.stop();
  for (const synthesised of [first, second]) synthesised.remove();
});

const urls = (): string[] => stage.cliq.model.actions().map(({ executionUrl }) => executionUrl ?? "");

async function clickAll(): Promise<void> {
  const clicks = startClicks(stage.cliq, []);
  await clicks.stop();
  expect(clicks.refused()).toEqual([]);
  expect(clicks.count()).toBe(slugs.length);
}

/** The text without the name of the stack, which the page and the stages of a fork may have differently. */
function withoutName(text: string): string {
  return text.replaceAll(/[\w-]+-local\b/gu, "the stack");
}

/** What docs/local.md shows in the first block below a heading was printed. */
function expectInPage(heading: string, printed: string): void {
  const page = readFileSync(join(repository, "docs/local.md"), "utf8");
  const [, block = ""] = /```\n([^]*?)\n```/u.exec(page.split(`### ${heading}\n`)[1] ?? "") ?? [];
  const [command, ...lines] = withoutName(block).split("\n");
  expect(command, heading).toMatch(/^\$ npx pnpm@\S+ (?:cdk|cliq) /u);
  expectShown(lines.join("\n"), withoutName(printed));
}

test("the CDK's own command line bootstraps, deploys, rolls back, rotates and destroys, and Cliq follows", async () => {
  const { cliq, environment } = stage;

  const bootstrapped = await cdk.run("bootstrap", "aws://000000000000/us-east-1");
  expect(bootstrapped.code, bootstrapped.printed).toBe(0);
  expectInPage("Bootstrap", bootstrapped.printed);
  expect(urls()).toEqual([]);

  const deployed = await cdk.run("deploy", "--app", first.folder, "--require-approval", "never");
  expect(deployed.code, deployed.printed).toBe(0);
  expectInPage("Deploy", deployed.printed);
  const [, origin = "nowhere"] = /ApiOrigin = (\S+)/u.exec(deployed.printed) ?? [];
  const before = urls();
  expect(
    cliq.model
      .actions()
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(["Echo", "Keep row"]);
  for (const url of before) expect(url.startsWith(`${origin}/actions/`)).toBe(true);
  await clickAll();

  const same = await cdk.run("diff", "--app", first.folder);
  expect(same.code, same.printed).toBe(0);
  expectInPage("Nothing changed", same.printed);
  const again = await cdk.run("deploy", "--app", first.folder, "--require-approval", "never");
  expect(again.code, again.printed).toBe(0);
  expectInPage("Deploy again", again.printed);
  expect(urls()).toEqual(before);

  // Cliq refuses the second action: the first has its new URL by then, and gets the old one back.
  cliq.model.inject({ on: "updateAction", kind: "refuse", nth: 2 });
  const failed = await cdk.run("deploy", "--app", second.folder, "--require-approval", "never");
  expect(failed.code, failed.printed).toBe(1);
  expectInPage("A deployment that fails", failed.printed);
  expect(urls()).toEqual(before);
  await clickAll();

  cliq.advanceClock(61_000);
  const manifest = join(copy.root, "package.json");
  const script = `"cdk": "cdk --no-notices --app '${second.folder}'"`;
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"cdk": "cdk"', script));
  // The CDK that it starts would send telemetry from another process of its own, away from this machine.
  const silent = { ...environment, CDK_DISABLE_CLI_TELEMETRY: "true" };
  const rotated = await runCliqIn(copy.root, ["rotate", "--stage", "local", "--yes"], silent);
  expect(rotated.code, rotated.stderr).toBe(0);
  expectInPage("Rotate", rotated.stderr + rotated.stdout);
  expect(urls().filter((url) => before.includes(url))).toEqual([]);
  await clickAll();

  cliq.advanceClock(61_000);
  const destroyed = await cdk.run("destroy", "--app", second.folder, "--force");
  expect(destroyed.code, destroyed.printed).toBe(0);
  expectInPage("Destroy", destroyed.printed);
  expect(urls()).toEqual([]);
});
