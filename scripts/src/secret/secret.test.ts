import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderWithConnection } from "../testing/folder-with-connection.ts";
import { prefixOf } from "../testing/names.ts";
import { type Ended, runCliq } from "../testing/run-cliq.ts";

const value = "s3cr3t-value-of-a-system";
const name = "call-desk/api-key";
const prefix = prefixOf("local");
let aws: LocalAws;
let ssm: SSMClient;
let actions: Awaited<ReturnType<typeof folderWithConnection>>;
const written: string[] = [];

beforeAll(async () => {
  aws = await startLocalAws();
  ssm = new SSMClient({ endpoint: aws.endpoint, region: "us-east-1", credentials: aws.adminCredentials });
  actions = await folderWithConnection();
});
afterAll(async () => {
  ssm.destroy();
  actions.remove();
  await aws.stop();
});

async function secret(args: readonly string[], input = "", more: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const [verb = "", ...rest] = args;
  const environment = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: aws.adminCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.adminCredentials.secretAccessKey,
    CLIQ_ACTIONS_FOLDER: actions.folder,
    ...more,
  };
  const command = verb === "doctor" ? ["doctor", "--json"] : ["secret", verb];
  const ended = await runCliq([...command, "--stage", "local", ...rest], environment, input);
  written.push(ended.stdout, ended.stderr);
  return ended;
}

async function read(): Promise<{ Value?: string; Type?: string } | undefined> {
  const command = new GetParameterCommand({ Name: `${prefix}/${name}`, WithDecryption: true });
  return ssm.send(command).then(
    ({ Parameter }) => Parameter,
    () => undefined,
  );
}

test("a secret is listed as missing, put from stdin as a SecureString, listed as set, replaced and removed", async () => {
  const empty = await secret(["list", "--json"]);
  expect(empty.code).toBe(2);
  expect(JSON.parse(empty.stdout)).toMatchObject({ ok: false, secrets: [{ name, isSet: false }], undeclared: [] });

  expect(await secret(["put", name], `${value}\n`)).toEqual({
    code: 0,
    stdout: `${prefix}/${name} is stored.\n`,
    stderr: "",
  });
  expect(await read()).toMatchObject({ Value: value, Type: "SecureString" });

  const set = await secret(["list", "--json"]);
  expect(set.code).toBe(0);
  expect(JSON.parse(set.stdout)).toMatchObject({
    ok: true,
    secrets: [{ name, isSet: true, changedAt: expect.any(String) as string }],
  });

  const again = await secret(["put", name, "--json"], `${value}-2`);
  expect(JSON.parse(again.stdout)).toEqual({
    ok: true,
    stage: "local",
    name,
    parameter: `${prefix}/${name}`,
    replaced: true,
  });
  expect(await read()).toMatchObject({ Value: `${value}-2` });

  expect(await secret(["remove", name])).toMatchObject({
    code: 1,
    stderr: `${name} was not removed: confirm with --yes.\n`,
  });
  expect(await secret(["remove", name, "--yes"])).toMatchObject({ code: 0, stdout: `${prefix}/${name} is removed.\n` });
  expect(await read()).toBeUndefined();
  expect(await secret(["remove", name, "--yes"])).toMatchObject({
    code: 0,
    stdout: `${prefix}/${name} was not set.\n`,
  });
});

test.each([
  ["as another argument", [value]],
  ["behind an option", ["--value", value]],
  ["behind an equals sign", [`--value=${value}`]],
])("a value on the command line, %s, is refused and not repeated", async (_what, strays) => {
  const ended = await secret(["put", name, ...strays], "from stdin");
  expect(ended).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^A secret is not taken from the command line/) as string,
  });
  expect(await read()).toBeUndefined();
});

test("a value in place of the name is refused and not repeated", async () => {
  const ended = await secret(["put", "S3CR3T value"], value);
  expect(ended).toMatchObject({ code: 1, stderr: `No action declares the secret "…". Declared are: ${name}.\n` });
});

test("an unknown name is refused with those there are", async () => {
  for (const verb of ["put", "remove"])
    expect(await secret([verb, "nobody/api-key"], value)).toMatchObject({
      code: 1,
      stderr: `No action declares the secret "nobody/api-key". Declared are: ${name}.\n`,
    });
});

test("the doctor says of a value put by other means what put says of it, and does not repeat it", async () => {
  const says: string[] = [];
  for (const Value of [`${value}\nmore`, `Bearer ${value}`]) {
    await ssm.send(
      new PutParameterCommand({ Name: `${prefix}/${name}`, Value, Type: "SecureString", Overwrite: true }),
    );
    const ended = await secret(["doctor"]);
    const { checks } = JSON.parse(ended.stdout) as { checks: { check: string; verdict: string; says: string }[] };
    const finding = checks.find(({ check }) => check === `secret ${name}`);
    says.push(`${finding?.verdict}: ${finding?.says.split(",")[0]}`);
  }
  expect(says).toEqual(["fail: its value has a line break", 'warn: its value begins with "Bearer "']);
  expect(await secret(["put", name], `${value}\nmore`)).toMatchObject({ code: 1, stdout: "" });
  expect(await read()).toMatchObject({ Value: `Bearer ${value}` });
});

test("what no action declares any more is listed and can be removed; what the product keeps is neither", async () => {
  for (const left of ["gone/api-key", "oauth/client", "signing-key"])
    await ssm.send(new PutParameterCommand({ Name: `${prefix}/${left}`, Value: value, Type: "SecureString" }));
  const { undeclared } = JSON.parse((await secret(["list", "--json"])).stdout) as { undeclared: { name: string }[] };
  expect(undeclared.map((one) => one.name)).toEqual(["gone/api-key"]);
  expect(await secret(["remove", "gone/api-key", "--yes"])).toMatchObject({ code: 0 });
  expect(await secret(["remove", "oauth/client", "--yes"])).toMatchObject({ code: 1 });
});

test.each([
  ["an unknown stage", {}, ["list", "--stage", "nowhere"], /not in infra\/stages\.ts/],
  ["credentials of nobody", { AWS_ACCESS_KEY_ID: "AKIANOBODY" }, ["list"], /^AWS does not take these credentials/],
  [
    "no network",
    { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_MAX_ATTEMPTS: "1" },
    ["list"],
    /cannot be reached \(ECONNREFUSED\)/,
  ],
])("%s is one sentence and exit code 1", async (_what, environment, args, sentence) => {
  const ended = await secret(args, "", environment);
  expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(sentence) as string });
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
});

test("no run has shown a value", () => {
  expect(written.join("\n")).not.toMatch(/s3cr3t/i);
});
