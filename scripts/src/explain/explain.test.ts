import { readFakes } from "@cliq-actions/local-aws";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../doctor/finding.ts";
import { startClicks } from "../rotate/testing/clicks.ts";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { runCliq } from "../testing/run-cliq.ts";
import { type Synthesised, synthesiseLocal } from "../testing/synthesise-local.ts";

const secret = "call-api/api-key";
let stage: LocalStage;
let synthesised: Synthesised;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  [stage, synthesised] = await Promise.all([startLocalStage(), synthesiseLocal({}, ["call-api"])]);
  environment = { ...stage.environment, CLIQ_ACTIONS_FOLDER: testActions };
  const origins = { CLIQ_ORIGIN: stage.cliq.cliqUrl, ZOHO_ACCOUNTS_ORIGIN: stage.cliq.accountsUrl };
  await stage.aws.deploy({ cdkOut: synthesised.folder, environment: origins, fakes: await readFakes(testActions) });
});
afterAll(async () => {
  await stage.stop();
  synthesised.remove();
});

async function examine(): Promise<(check: string) => Finding | undefined> {
  const { stdout } = await runCliq(["doctor", "--stage", "local", "--json"], environment);
  const { checks }: { checks: Finding[] } = JSON.parse(stdout);
  return (check) => checks.find((one) => one.check === check);
}

test("the doctor finds a connection's secret, the right to read it and the way there", async () => {
  const of = await examine();
  expect(of(`secret ${secret}`)).toMatchObject({ verdict: "ok" });
  expect(of("role of call-api")).toMatchObject({ verdict: "ok", says: `its function may read ${secret}` });
  expect(of("origin of call-api/noticeBoard")).toMatchObject({ verdict: "ok" });
});

test("a click that fails is explained by its reference, with frames of the TypeScript that was deployed", async () => {
  // A system that refuses the secret: the action can do nothing about it.
  expect(await runCliq(["secret", "put", "--stage", "local", secret], environment, "another key")).toMatchObject({
    code: 0,
  });
  const [action] = stage.cliq.model.actions();
  const clicks = startClicks(stage.cliq, []);
  await clicks.click(action?.executionUrl ?? "");
  await clicks.stop();
  const line = stage.logs.findLast((one) => one.includes('"Outcome":"upstream_failed"')) ?? expect.fail("no line");
  const { reference }: { reference: string } = JSON.parse(line);

  const ended = await runCliq(["explain", reference, "--stage", "local", "--json"], environment);
  expect(ended.code, ended.stderr).toBe(0);
  const explanation = JSON.parse(ended.stdout) as { caution?: string; errors: { frames: string[] }[] };
  expect(explanation).toMatchObject({
    ok: true,
    reference,
    action: "call-api",
    outcome: "upstream_failed",
    status: 200,
  });
  expect(explanation.caution).toBeUndefined();
  expect(explanation.errors[0]?.frames).toContainEqual(
    expect.stringMatching(/^infra\/src\/testing\/actions\/call-api\/http-notice-board\.ts:\d+:\d+$/),
  );
  const { stdout } = await runCliq(["explain", reference, "--stage", "local"], environment);
  expect(stdout).toContain(`${reference}: call-api ended as upstream_failed`);
  expect(ended.stdout + stdout).not.toContain("another key");
});

test("a version that a later deployment has removed is named, and its frames are shown as they were logged", async () => {
  const line = stage.logs.findLast((one) => one.includes('"Outcome":"upstream_failed"')) ?? expect.fail("no line");
  const { reference, functionVersion }: { reference: string; functionVersion: string } = JSON.parse(line);
  const next = await synthesiseLocal({ credentialVersion: 2 }, ["call-api"]);
  await stage.deploy(next.folder);
  const { stdout, code } = await runCliq(["explain", reference, "--stage", "local", "--json"], environment);
  next.remove();
  const { caution, errors } = JSON.parse(stdout) as { caution: string; errors: { frames: string[] }[] };
  expect({ code, caution }).toEqual({
    code: 0,
    caution: `Version ${functionVersion} of the function, which wrote the line, is gone since a later deployment: these are the frames as they were logged.`,
  });
  expect(errors[0]?.frames).toContainEqual(expect.stringMatching(/index\.mjs:\d+:\d+/));
});

test("a reference that nobody logged, or that is none, is one sentence", async () => {
  const ended = await runCliq(["explain", "00000000", "--stage", "local"], environment);
  expect(ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^No line with the reference 00000000/) as string,
  });
  expect(await runCliq(["explain", "nonsense", "--stage", "local"], environment)).toMatchObject({ code: 1 });
});
