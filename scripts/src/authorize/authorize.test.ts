import { DeleteParametersCommand } from "@aws-sdk/client-ssm";
import { startLocalAws, type LocalAws } from "@cliq-actions/local-aws";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import file from "@cliq-actions/infra/stages";
import { testActions } from "@cliq-actions/infra/testing/test-actions";
import { prefixOf } from "../testing/names.ts";
import { type LocalPlaces, startPlaces } from "./testing/local-places.ts";

const scopes = ["READ", "CREATE", "UPDATE", "DELETE"].map((right) => `ZohoCliq.messageactions.${right}`);
const names = ["oauth/client", "oauth/refresh-token", "oauth/access-token"].map(
  (name) => `${prefixOf("local")}/${name}`,
);
let aws: LocalAws;
let places: LocalPlaces;

beforeAll(async () => void (aws = await startLocalAws({ region: "us-east-1" })));
afterAll(async () => aws.stop());
beforeEach(async () => void (places = await startPlaces(aws)));
afterEach(async () => {
  // No run may show a secret: every token of this Cliq has this form, and its client one secret.
  const everything = places.written.join("\n");
  expect(everything).not.toMatch(/1000\.[0-9a-f]{32}\.[0-9a-f]{32}/);
  expect(everything).not.toContain(places.cliq.clientSecret);
  await places.ssm.send(new DeleteParametersCommand({ Names: names }));
  await places.cliq.stop();
});

test("a grant code in the environment becomes a stored token that Cliq accepts for every scope", async () => {
  const ended = await places.run(["--json"], { env: places.credentials() });
  expect(ended).toMatchObject({ code: 0 });
  expect(JSON.parse(ended.stdout)).toEqual({
    ok: true,
    stage: "local",
    dataCentre: file.stages.local.dataCentre,
    scopes: scopes.map((scope) => ({ scope, verdict: "ok" })),
    written: names.slice(0, 2),
    next: expect.arrayContaining(["pnpm cdk deploy -c stage=local"]),
  });
  const { clientId, clientSecret } = places.cliq;
  expect(JSON.parse((await places.read("oauth/client"))!)).toEqual({ clientId, clientSecret });
  expect(await places.refresh((await places.read("oauth/refresh-token"))!)).toHaveProperty("access_token");
});

test("the checks change nothing in Cliq and ask once per scope", async () => {
  await places.run([], { env: places.credentials() });
  const calls = places.cliq.model.calls().filter(({ path }) => path.startsWith("/api/"));
  expect(calls.map(({ operation, status }) => [operation, status])).toEqual([
    ["listActions", 200],
    ["createAction", 400],
    ["updateAction", 404],
    ["deleteAction", 404],
  ]);
  expect(places.cliq.model.actions()).toEqual([]);
});

test("where an action has a form or a button, the scopes of functions are asked for, too", async () => {
  const ended = await places.run(["--json"], { env: { ...places.credentials(), CLIQ_ACTIONS_FOLDER: testActions } });
  const functions = ["READ", "CREATE", "UPDATE", "DELETE"].map((right) => `ZohoCliq.Functions.${right}`);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: true,
    scopes: [...scopes, ...functions].map((scope) => ({ scope, verdict: "ok" })),
  });
});

test("for a person, the scopes, the parameters and the next steps are on stdout", async () => {
  const { code, stdout, stderr } = await places.run([], { env: places.credentials() });
  expect(code).toBe(0);
  for (const line of [
    ...scopes.map((scope) => `${scope.padEnd(30)}  ok`),
    ...names.slice(0, 2),
    "pnpm cdk deploy -c stage=local",
  ]) {
    expect(stdout).toContain(line);
  }
  expect(stderr).toBe("Exchanging the grant code …\nAsking Cliq once per scope, by calls that change nothing …\n");
});

test.each([
  [
    "our own words",
    (given: Record<string, string>) => ({
      clientId: given["ZOHO_CLIENT_ID"],
      clientSecret: given["ZOHO_CLIENT_SECRET"],
      grantCode: given["ZOHO_GRANT_CODE"],
    }),
  ],
  [
    "the words of the console's download",
    (given: Record<string, string>) => ({
      client_id: given["ZOHO_CLIENT_ID"],
      client_secret: given["ZOHO_CLIENT_SECRET"],
      code: given["ZOHO_GRANT_CODE"],
      grant_type: "authorization_code",
      scope: scopes,
    }),
  ],
])("a JSON object on stdin does too, in %s", async (_words, toDocument) => {
  const input = JSON.stringify(toDocument(places.credentials()));
  expect(await places.run(["--json"], { input })).toMatchObject({ code: 0 });
  expect(await places.read("oauth/refresh-token")).toMatch(/^1000\./);
});

test("off a terminal, what is missing is one sentence and exit code 1, and nothing is called", async () => {
  const { ZOHO_CLIENT_ID } = places.credentials();
  const { code, stdout, stderr } = await places.run([], { env: { ZOHO_CLIENT_ID } });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^Missing: clientSecret, grantCode\. Set ZOHO_CLIENT_SECRET, ZOHO_GRANT_CODE, .*\.\n$/);
  expect(places.cliq.model.calls()).toEqual([]);
});

test.each([
  ["--client-secret", "0123456789abcdef0123456789abcdef0123456789"],
  ["--client-secret=0123456789abcdef0123456789abcdef0123456789"],
  ["--grant-code=1000.00112233445566778899aabbccddeeff.00112233445566778899aabbccddeeff"],
  ["1000.00112233445566778899aabbccddeeff.00112233445566778899aabbccddeeff"],
])("a secret on the command line is refused with the reason and not repeated: %s", async (...args) => {
  const { code, stderr, stdout } = await places.run(args, { env: places.credentials() });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Secrets are not taken from the command line .*history/);
  expect(stderr + stdout).not.toMatch(/[0-9a-f]{12}/);
  expect(places.cliq.model.calls()).toEqual([]);
});

test("a token in place of a grant code is refused with the reason", async () => {
  const { clientId, clientSecret, refreshToken } = places.cliq;
  const { code, stderr } = await places.run([], { input: JSON.stringify({ clientId, clientSecret, refreshToken }) });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Only a grant code is taken.*client_credentials.*Cliq refuses it/);
});

test("what is stored is not overwritten, and the grant code not spent", async () => {
  await places.put("oauth/refresh-token", places.cliq.refreshToken);
  const env = places.credentials();
  const { code, stderr } = await places.run([], { env });
  expect(code).toBe(1);
  expect(stderr).toBe(
    `Stage local has ${prefixOf("local")}/oauth/refresh-token already. --rotate replaces what is stored, --revoke ends it.\n`,
  );
  expect(await places.read("oauth/refresh-token")).toBe(places.cliq.refreshToken);
  expect(places.cliq.model.calls()).toEqual([]);
});

test("Zoho's refusal comes in its own words with the remedy, in JSON too", async () => {
  const env = { ...places.credentials(), ZOHO_CLIENT_ID: "1000.SOMEBODYELSE" };
  const { code, stderr, stdout } = await places.run(["--json"], { env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\(invalid_client\)\. Usually the client lives in another data centre/);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, stage: "local", code: "grant_refused", scopes: [] });
  expect(await places.read("oauth/client")).toBeUndefined();
});
