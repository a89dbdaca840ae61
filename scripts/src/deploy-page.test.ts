import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteParametersCommand } from "@aws-sdk/client-ssm";
import file from "@cliq-actions/infra/stages";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInstructions } from "./authorize/show-instructions.ts";
import { startClicks } from "./rotate/testing/clicks.ts";
import { type CdkSession, startCdkSession } from "./testing/cdk-session.ts";
import { repository } from "./testing/copy-repository.ts";
import { expectShown } from "./testing/expect-shown.ts";
import { type LocalStage, startLocalStage } from "./testing/local-stage.ts";
import { prefixOf } from "./testing/names.ts";
import { runCliq } from "./testing/run-cliq.ts";
import { type Synthesised, synthesiseLocal } from "./testing/synthesise-local.ts";
import { assumeRole, takeRole } from "./testing/take-role.ts";

const page = readFileSync(join(repository, "docs/deploy.md"), "utf8");

/** The page as it is for the stage of a laptop: its product, stage, account and region. */
const here = page
  .replaceAll("111122223333", "000000000000")
  .replaceAll("eu-west-1", "us-east-1")
  .replaceAll(new RegExp(`(?:cliq-actions|${file.name})([-/]dev)\\b`, "g"), `${file.name}$1`)
  .replaceAll(/(?<=[-/= ])dev(?=[-/., \n]|\b)/g, "local");
const [, policyText = ""] = /```json\n([^]*?)\n```/.exec(here) ?? [];
const policy: { Version: string; Statement: { Sid: string; Action: string | string[] }[] } = JSON.parse(policyText);

/** What the page shows below a command. */
const blocks = [...here.matchAll(/```\n\$ npx pnpm@\S+ ([^\n]+)\n([^]*?)\n```/g)];
/** Commands whose output nothing was compared with yet. */
const unseen = new Set(blocks.map(([, command = ""]) => command));
const shown = (command: string): string => {
  unseen.delete(command);
  return blocks.find(([, one]) => one === command)?.[2] ?? expect.fail(`docs/deploy.md does not show "${command}"`);
};

let stage: LocalStage;
let synthesised: Synthesised;
let deployer: Readonly<Record<string, string>>;
let cdk: CdkSession;
const sessions: CdkSession[] = [];
const sessionOf = (environment: Readonly<Record<string, string>>): CdkSession => {
  const session = startCdkSession(environment);
  sessions.push(session);
  return session;
};
const withoutConnections = { CLIQ_ACTIONS_FOLDER: join(import.meta.dirname, "no-such-folder") };
/** What somebody has around them who may do what this policy allows. */
async function environmentOf(role: string, allowed: object): Promise<Readonly<Record<string, string>>> {
  const credentials = await takeRole(stage.aws, role, allowed);
  return { ...stage.environment, AWS_REGION: "us-east-1", ...credentials, ...withoutConnections };
}

beforeAll(async () => {
  stage = await startLocalStage();
  await stage.aws.prepare({ environment: stage.origins });
  // The page begins without access.
  const names = ["oauth/client", "oauth/refresh-token"].map((name) => `${prefixOf("local")}/${name}`);
  await stage.ssm.send(new DeleteParametersCommand({ Names: names }));
  synthesised = await synthesiseLocal({}, ["echo", "keep-row"]);
});
afterAll(async () => {
  for (const session of sessions) session.stop();
  await stage.stop();
  synthesised.remove();
});

test("what a Zoho user is to do is the same on the page and in the command, which needs no credentials", async () => {
  const asked = {
    stage: "dev",
    dataCentre: "US",
    needs: { functions: false, background: false },
    hasDesk: false,
  } as const;
  const onPage = shown("cliq authorize --stage local --instructions --data-centre US");
  expect(onPage).toBe(describeInstructions({ ...asked, stage: "local" }));
  const run = async (...args: string[]) =>
    runCliq(["authorize", "--stage", "local", "--instructions", ...args], withoutConnections);
  const printed = await run("--data-centre", "eu");
  expect(printed).toEqual({
    code: 0,
    stdout: `${describeInstructions({ ...asked, stage: "local", dataCentre: "EU" })}\n`,
    stderr: "",
  });
  expect(printed.stdout).toContain("https://api-console.zoho.eu ");
  const { stdout } = await run("--json", "--data-centre", "US");
  const document: { console: string; scopes: string[]; otherSpelling: string[] } = JSON.parse(stdout);
  for (const said of [document.console, document.scopes.join(), document.otherSpelling.join()])
    expect(page).toContain(said);
  expect(await run("--revoke")).toMatchObject({
    code: 1,
    stdout: "",
    stderr: "--instructions changes nothing: leave out --rotate, --revoke and --write.\n",
  });
});

test("by the page's commands and with its policy a stage is prepared, authorized, deployed, looked at and clicked", async () => {
  const { cliq, environment } = stage;
  const bootstrap = "cdk bootstrap aws://000000000000/us-east-1";
  const prepared = await sessionOf(environment).run(...bootstrap.split(" ").slice(1));
  expectShown(shown(bootstrap), prepared.printed);

  deployer = await environmentOf("deployer", policy);
  cdk = sessionOf(deployer);
  const credentials = {
    ZOHO_CLIENT_ID: cliq.clientId,
    ZOHO_CLIENT_SECRET: cliq.clientSecret,
    ZOHO_GRANT_CODE: cliq.model.issueGrantCode(Date.now(), cliq.clientId),
  };
  const authorized = await runCliq(["authorize", "--stage", "local"], { ...deployer, ...credentials });
  expectShown(shown("cliq authorize --stage local"), authorized.stderr + authorized.stdout);

  const deployed = await cdk.run("deploy", "--app", synthesised.folder, "--require-approval", "never");
  expect(deployed.code, deployed.printed).toBe(0);
  expectShown(shown("cdk deploy -c stage=local --require-approval never"), deployed.printed);

  const looked = await runCliq(["doctor", "--stage", "local"], deployer);
  expectShown(shown("cliq doctor --stage local"), looked.stdout);
  expect(looked.code).toBe(0);
  const planned = await runCliq(["plan", "--stage", "local", "--json"], {
    ...deployer,
    CLIQ_ACTIONS_FOLDER: testActions,
  });
  expect(planned.stdout, planned.stderr).toContain('"ok":true');
  const clicks = startClicks(cliq, []);
  await clicks.stop();
  expect([clicks.count(), clicks.refused()]).toEqual([2, []]);
  expect(stage.denied).toEqual([]);
});

const deployRole = "cdk-hnb659fds-deploy-role-000000000000-us-east-1";

test("every statement of the policy is needed", async () => {
  for (const { Sid } of policy.Statement) {
    stage.denied.length = 0;
    const rest = { ...policy, Statement: policy.Statement.filter((one) => one.Sid !== Sid) };
    const lacking = await environmentOf(`without-${Sid}`, rest);
    if (Sid === "Deploy") {
      const taken = assumeRole(stage.aws.endpoint, deployRole, lacking.AWS_ACCESS_KEY_ID ?? "");
      await expect(taken).rejects.toThrow("is not authorized to perform: sts:AssumeRole");
    } else {
      await runCliq(["doctor", "--stage", "local"], lacking);
    }
    expect(stage.denied, Sid).not.toEqual([]);
  }
});

test("the first of them is enough to deploy", async () => {
  stage.denied.length = 0;
  const [deploy] = policy.Statement;
  expect(deploy?.Sid).toBe("Deploy");
  const environment = await environmentOf("only-deploys", { ...policy, Statement: [deploy] });
  const again = await sessionOf(environment).run("deploy", "--app", synthesised.folder);
  expect([again.code, stage.denied]).toEqual([0, []]);
  expect(again.printed).toContain("(no changes)");
});

test("and it is taken away with them", async () => {
  stage.denied.length = 0;
  const destroyed = await cdk.run("destroy", "--app", synthesised.folder, "--force");
  expectShown(shown("cdk destroy -c stage=local --force"), destroyed.printed);
  expect(stage.cliq.model.actions()).toEqual([]);
  const revoked = await runCliq(["authorize", "--stage", "local", "--revoke"], deployer);
  expectShown(shown("cliq authorize --stage local --revoke"), revoked.stderr + revoked.stdout);
  expect(stage.denied).toEqual([]);
});

test("what the page shows of these commands is all that it shows", () => {
  expect([...unseen]).toEqual([]);
});
