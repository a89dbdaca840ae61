import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteParametersCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../doctor/finding.ts";
import { copyRepository } from "../testing/copy-repository.ts";
import { folderWithConnection } from "../testing/folder-with-connection.ts";
import { type LocalStage, startLocalStage } from "../testing/local-stage.ts";
import { prefixOf } from "../testing/names.ts";
import { type Ended, runCliq, runCliqIn } from "../testing/run-cliq.ts";
import { synthesiseFolder, type Synthesised } from "../testing/synthesise-local.ts";
import { deskScopes } from "./desk-scopes.ts";

const desk = {
  kind: "zoho-desk",
  origin: "https://desk.example.com",
  organizationId: "1",
  departmentId: "2",
  markField: "cf_mark",
} as const;
const prefix = prefixOf("local");
const desksToken = `${prefix}/oauth/desk-refresh-token`;
/** As `pnpm cliq` or `npx pnpm@… cliq`: a process says what its reader can paste. */
const grantDesk = "cliq authorize --stage local --grant desk";

let stage: LocalStage;
let repository: ReturnType<typeof copyRepository>;
let actions: Awaited<ReturnType<typeof folderWithConnection>>;
let folder: string;
let synthesised: Synthesised;
const written: string[] = [];

beforeAll(async () => {
  [stage, actions] = await Promise.all([startLocalStage(), folderWithConnection()]);
  // A folder of its own: this process has read the other one already.
  folder = join(actions.folder, "../desk");
  cpSync(actions.folder, folder, { recursive: true });
  const connections = join(folder, "call-desk/connections.ts");
  const declared = readFileSync(connections, "utf8");
  writeFileSync(connections, declared.replace(/secret: "api-key"/, '$&, when: { desk: "zoho-desk" }'));
  repository = copyRepository();
  const stages = join(repository.root, "infra/stages.ts");
  const text = readFileSync(stages, "utf8");
  writeFileSync(stages, text.replace(/^ {4}local: \{$/m, `$&\n      desk: ${JSON.stringify(desk)},`));
  synthesised = await synthesiseFolder(folder, { desk });
  await stage.aws.prepare({ environment: stage.origins });
  await forget("oauth/client", "oauth/refresh-token");
});
afterAll(async () => {
  await stage.stop();
  for (const one of [repository, actions, synthesised]) one.remove();
  const everything = written.join("\n");
  expect(everything).not.toMatch(/1000\.[0-9a-f]{32}\.[0-9a-f]{32}/);
  expect(everything).not.toContain(stage.cliq.clientSecret);
});

async function forget(...names: string[]): Promise<void> {
  await stage.ssm.send(new DeleteParametersCommand({ Names: names.map((name) => `${prefix}/${name}`) }));
}

async function read(name: string): Promise<string | undefined> {
  return stage.read(name).catch(() => undefined);
}

function codeFor(scopes?: readonly string[]): string {
  return stage.cliq.model.issueGrantCode(Date.now(), stage.cliq.clientId, scopes);
}

const client = (): Record<string, string> => ({
  ZOHO_CLIENT_ID: stage.cliq.clientId,
  ZOHO_CLIENT_SECRET: stage.cliq.clientSecret,
});

/** Runs a verb where the stage's desk is Zoho Desk. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const environment = { ...stage.environment, AWS_REGION: "us-east-1", CLIQ_ACTIONS_FOLDER: folder, ...env };
  const ended = await runCliqIn(repository.root, args, environment);
  written.push(ended.stdout, ended.stderr);
  return ended;
}

const authorize = async (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  run(["authorize", "--stage", "local", ...args], env);

async function examine(): Promise<(check: string) => Finding | undefined> {
  const { stdout } = await run(["doctor", "--stage", "local", "--json"]);
  const { checks } = JSON.parse(stdout) as { checks: readonly Finding[] };
  return (wanted) => checks.find(({ check }) => check === wanted);
}

/** Whether Zoho takes a refresh token, and for which scopes. */
async function refresh(refresh_token: string): Promise<unknown> {
  const { clientId: client_id, clientSecret: client_secret } = stage.cliq;
  const body = new URLSearchParams({ grant_type: "refresh_token", client_id, client_secret, refresh_token });
  return (await fetch(`${stage.cliq.accountsUrl}/oauth/v2/token`, { method: "POST", body })).json();
}

test("what a Zoho user is to do has a second code, with the scopes that the desk's calls need and no others", async () => {
  const { stdout } = await authorize(["--instructions"]);
  expect(stdout).toContain(`\n3. The code for Zoho Desk\n`);
  expect(stdout).toContain(`  ${deskScopes.join(",")}\n`);
  expect(stdout).toContain("\n4. Hand over\n\nGive these four ");
  const document: unknown = JSON.parse((await authorize(["--instructions", "--json"])).stdout);
  expect(document).toMatchObject({ deskScopes });
  expect(deskScopes.filter((scope) => /\.(?:ALL|DELETE)$/.test(scope))).toEqual([]);
});

test("without anybody to ask, the second code is missed before the first one is spent", async () => {
  const { code, stderr } = await authorize([], { ...client(), ZOHO_GRANT_CODE: codeFor() });
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^Missing: deskGrantCode\. Set ZOHO_DESK_GRANT_CODE, pass them in a JSON/),
  ]);
  expect(stage.cliq.model.calls()).toEqual([]);
});

test("a token that lacks a scope of Zoho Desk is named and revoked, and Cliq's grant stays", async () => {
  const narrow = deskScopes.filter((scope) => scope !== "Desk.search.READ");
  const codes = { ZOHO_GRANT_CODE: codeFor(), ZOHO_DESK_GRANT_CODE: codeFor(narrow) };
  const { code, stderr } = await authorize([], { ...client(), ...codes });
  expect(code).toBe(1);
  expect(stderr).toContain("The new token for Zoho Desk was revoked again.");
  expect(stderr).toMatch(new RegExp(`Cliq's grant is stored. .*${grantDesk}\\.`));
  expect(stderr).toContain("The token for Zoho Desk lacks Desk.search.READ. It was not stored.");
  expect(await read("oauth/refresh-token")).toMatch(/^1000\./);
  expect(await read("oauth/desk-refresh-token")).toBeUndefined();
});

test("the doctor and the list of secrets say what to type while the grant is missing", async () => {
  const of = await examine();
  expect(of("grant of Zoho Desk")).toMatchObject({
    verdict: "fail",
    remedy: expect.stringContaining(grantDesk) as string,
  });
  expect(of("secret call-desk/api-key")).toMatchObject({ remedy: expect.stringContaining(grantDesk) as string });
  expect((await run(["secret", "list", "--stage", "local"])).stdout).toContain(grantDesk);
  const put = await run(["secret", "put", "--stage", "local", "call-desk/api-key"]);
  expect([put.code, put.stderr]).toEqual([1, expect.stringContaining("which the token keeper puts and renews")]);
});

test("a deployment without the grant succeeds and says in the log what to type", async () => {
  await stage.deploy(synthesised.folder);
  const line = stage.logs.find((one) => one.includes("There is no access token of Zoho Desk yet."));
  expect(line).toContain(`${grantDesk} --rotate`);
  expect(await read("call-desk/api-key")).toBeUndefined();
});

test("where only the desk's grant is missing, only its code is asked for, and actions have a token at once", async () => {
  const { code, stdout } = await authorize(["--json"], { ZOHO_DESK_GRANT_CODE: codeFor(deskScopes) });
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    stage: "local",
    dataCentre: expect.any(String),
    desk: { scopes: deskScopes.map((scope) => ({ scope, verdict: "ok" })), written: [desksToken], token: "renewed" },
    next: [],
  });
  expect(code).toBe(0);
  const { accessToken } = JSON.parse((await read("oauth/desk-access-token"))!) as { accessToken: string };
  expect(await read("call-desk/api-key")).toBe(accessToken);
  expect(await refresh((await read("oauth/desk-refresh-token"))!)).toMatchObject({ scope: deskScopes.join(" ") });
});

test("the doctor finds the grant, the token and its scopes in order", async () => {
  const of = await examine();
  expect(of("grant of Zoho Desk")).toMatchObject({ verdict: "ok" });
  expect(of("token of Zoho Desk")).toMatchObject({ verdict: "ok", says: "Zoho renews it, with every scope" });
  expect(of("secret call-desk/api-key")).toMatchObject({ verdict: "ok" });
});

test("a grant is not overwritten; --rotate of the desk's alone replaces it, and Cliq's stays", async () => {
  const before = { cliq: await read("oauth/refresh-token"), desk: (await read("oauth/desk-refresh-token"))! };
  const token = await read("call-desk/api-key");
  const refused = await authorize(["--grant", "desk"], { ZOHO_DESK_GRANT_CODE: codeFor(deskScopes) });
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`has ${desksToken} already. --rotate`)]);
  const rotated = await authorize(["--grant", "desk", "--rotate"], { ZOHO_DESK_GRANT_CODE: codeFor(deskScopes) });
  expect(rotated.stdout).toContain("The token keeper has handed out the first token");
  expect(rotated.stdout).toContain("Old refresh token of Zoho Desk: revoked.");
  expect(await refresh(before.desk)).toEqual({ error: "invalid_code" });
  expect(await read("oauth/refresh-token")).toBe(before.cliq);
  expect(await read("call-desk/api-key")).not.toBe(token);
});

test("--rotate replaces both", async () => {
  const before = [await read("oauth/refresh-token"), await read("oauth/desk-refresh-token")];
  const codes = { ZOHO_GRANT_CODE: codeFor(), ZOHO_DESK_GRANT_CODE: codeFor(deskScopes) };
  const { stdout } = await authorize(["--rotate", "--json"], codes);
  expect(JSON.parse(stdout)).toMatchObject({ oldToken: "revoked", desk: { oldToken: "revoked", token: "renewed" } });
  const after = [await read("oauth/refresh-token"), await read("oauth/desk-refresh-token")];
  expect(after.filter((token) => token === undefined || before.includes(token))).toEqual([]);
});

test("a grant that Zoho has ended, and one with fewer scopes, fail in the doctor with what to type", async () => {
  const good = (await read("oauth/desk-refresh-token"))!;
  for (const [scopes, says] of [
    [deskScopes.slice(1), "Zoho renews it without Desk.tickets.READ"],
    [undefined, expect.stringContaining("the keeper has none: No access token. Zoho refused to renew the access")],
  ] as const) {
    const token = scopes === undefined ? "1000.nobody" : await grantedFor(scopes);
    await stage.put("oauth/desk-refresh-token", token);
    await forget("oauth/desk-access-token");
    const found = (await examine())("token of Zoho Desk");
    expect(found).toMatchObject({ verdict: "fail", says });
    expect(found?.remedy).toContain(`${grantDesk} --rotate`);
  }
  await stage.put("oauth/desk-refresh-token", good);
});

async function grantedFor(scopes: readonly string[]): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret } = stage.cliq;
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id,
    client_secret,
    code: codeFor(scopes),
  });
  const answer = await fetch(`${stage.cliq.accountsUrl}/oauth/v2/token`, { method: "POST", body });
  return ((await answer.json()) as { refresh_token: string }).refresh_token;
}

test("a deployment that comes after the grant hands the token out before anybody clicks", async () => {
  await forget("oauth/desk-access-token", "call-desk/api-key");
  await stage.aws.destroy(synthesisedStack());
  expect(await read("call-desk/api-key")).toBeUndefined();
  await stage.deploy(synthesised.folder);
  expect(await read("call-desk/api-key")).toMatch(/^1000\./);
});

function synthesisedStack(): string {
  const manifest = JSON.parse(readFileSync(join(synthesised.folder, "manifest.json"), "utf8")) as {
    artifacts: Record<string, { type: string }>;
  };
  return Object.entries(manifest.artifacts).find(([, { type }]) => type === "aws:cloudformation:stack")![0];
}

test("a stage that has another desk by now hears of the grant that is left, and nothing else of all this", async () => {
  const elsewhere = { ...stage.environment, AWS_REGION: "us-east-1", CLIQ_ACTIONS_FOLDER: folder };
  const { stdout } = await runCliq(["doctor", "--stage", "local", "--json"], elsewhere);
  const { checks } = JSON.parse(stdout) as { checks: readonly Finding[] };
  expect(checks.filter(({ check }) => check.includes("Zoho Desk"))).toEqual([
    {
      check: "grant of Zoho Desk",
      verdict: "warn",
      says: "no action needs it any more, and it may still open tickets",
      remedy: "pnpm cliq authorize --stage local --revoke --grant desk",
    },
  ]);
  const asked = await runCliq(["authorize", "--stage", "local", "--grant", "desk"], elsewhere);
  expect(asked.stderr).toContain("No action of stage local opens tickets in Zoho Desk");
  const instructions = await runCliq(["authorize", "--stage", "local", "--instructions"], elsewhere);
  expect(instructions.stdout).not.toContain("Desk");
});

test("--revoke of the desk's grant ends it at Zoho and leaves nothing of it, and Cliq's stays", async () => {
  const token = (await read("oauth/desk-refresh-token"))!;
  const { stdout } = await authorize(["--revoke", "--grant", "desk", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    ended: "desk",
    oldDeskToken: "revoked",
    deleted: expect.arrayContaining([desksToken, `${prefix}/oauth/desk-access-token`, `${prefix}/call-desk/api-key`]),
  });
  expect(await refresh(token)).toEqual({ error: "invalid_code" });
  expect(await read("oauth/refresh-token")).toMatch(/^1000\./);
});

test("--revoke ends all, and leaves no parameter of the access", async () => {
  await stage.put("oauth/desk-refresh-token", await grantedFor(deskScopes));
  await stage.put("call-desk/api-key", "1000.handed-out");
  const { stdout } = await authorize(["--revoke"]);
  expect(stdout).toContain("\nRefresh token: revoked.\nRefresh token of Zoho Desk: revoked.\nDeleted:\n");
  for (const name of ["client", "refresh-token", "access-token", "desk-refresh-token", "desk-access-token"])
    expect(await read(`oauth/${name}`), name).toBeUndefined();
  expect(await read("call-desk/api-key")).toBeUndefined();
});
