import { DeleteParametersCommand } from "@aws-sdk/client-ssm";
import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { prefixOf } from "../testing/names.ts";
import { type LocalPlaces, startPlaces } from "./testing/local-places.ts";

const names = ["oauth/refresh-token", "oauth/access-token", "oauth/client"].map(
  (name) => `${prefixOf("local")}/${name}`,
);
let aws: LocalAws;
let places: LocalPlaces;

beforeAll(async () => void (aws = await startLocalAws({ region: "us-east-1" })));
afterAll(async () => aws.stop());
beforeEach(async () => {
  places = await startPlaces(aws);
  const { clientId, clientSecret, refreshToken } = places.cliq;
  await places.put("oauth/client", JSON.stringify({ clientId, clientSecret }));
  await places.put("oauth/refresh-token", refreshToken);
  await places.put("oauth/access-token", JSON.stringify({ accessToken: "old", expiresAt: Date.now() + 3_600_000 }));
});
afterEach(async () => {
  expect(places.written.join("\n")).not.toMatch(/1000\.[0-9a-f]{32}\./);
  expect(places.written.join("\n")).not.toContain(places.cliq.clientSecret);
  await places.ssm.send(new DeleteParametersCommand({ Names: names }));
  await places.cliq.stop();
});

test("--rotate needs only a grant code, replaces the token, and ends the old one", async () => {
  const { ZOHO_GRANT_CODE } = places.credentials();
  const { code, stdout } = await places.run(["--rotate", "--json"], { env: { ZOHO_GRANT_CODE } });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, oldToken: "revoked", written: [names[0]] });
  const stored = (await places.read("oauth/refresh-token"))!;
  expect(stored).not.toBe(places.cliq.refreshToken);
  expect(await places.refresh(stored)).toHaveProperty("access_token");
  expect(await places.refresh(places.cliq.refreshToken)).toEqual({ error: "invalid_code" });
  expect(await places.read("oauth/access-token")).toBeUndefined();
});

test("--rotate to another client replaces both", async () => {
  const other = places.cliq.model.addClient();
  const ZOHO_GRANT_CODE = places.cliq.model.issueGrantCode(Date.now(), other.clientId);
  const env = { ZOHO_CLIENT_ID: other.clientId, ZOHO_CLIENT_SECRET: other.clientSecret, ZOHO_GRANT_CODE };
  const { stdout } = await places.run(["--rotate", "--json"], { env });
  expect(JSON.parse(stdout)).toMatchObject({ oldToken: "revoked", written: [names[2], names[0]] });
  expect(stdout).not.toContain(other.clientSecret);
  expect(JSON.parse((await places.read("oauth/client"))!)).toEqual({
    clientId: other.clientId,
    clientSecret: other.clientSecret,
  });
});

test("an old token that Zoho cannot be told about is reported, and the new one is in place", async () => {
  places.cliq.model.inject({ on: "revoke", kind: "status", status: 500, body: "" });
  const { code, stdout } = await places.run(["--rotate"], { env: places.credentials() });
  expect(code).toBe(0);
  expect(stdout).toContain("Old refresh token: NOT revoked");
  expect(await places.read("oauth/refresh-token")).not.toBe(places.cliq.refreshToken);
});

test("a rotation that Cliq refuses leaves everything as it was", async () => {
  places.cliq.model.inject({ on: "deleteAction", kind: "refuse", code: "oauthtoken_scope_invalid" });
  const { code } = await places.run(["--rotate"], { env: places.credentials() });
  expect(code).toBe(1);
  expect(await places.read("oauth/refresh-token")).toBe(places.cliq.refreshToken);
  expect(await places.refresh(places.cliq.refreshToken)).toHaveProperty("access_token");
  expect(await places.read("oauth/access-token")).toContain("old");
});

test("--rotate with nothing stored points at account and region", async () => {
  await places.ssm.send(new DeleteParametersCommand({ Names: names }));
  const { code, stderr } = await places.run(["--rotate"], { env: places.credentials() });
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^Nothing is stored for stage local in this account and region/),
  ]);
});

test("--revoke ends the token at Zoho and deletes every parameter of the access", async () => {
  const { code, stdout } = await places.run(["--revoke", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    stage: "local",
    oldToken: "revoked",
    deleted: expect.arrayContaining(names),
  });
  expect(await places.refresh(places.cliq.refreshToken)).toEqual({ error: "invalid_code" });
  for (const name of ["oauth/client", "oauth/refresh-token", "oauth/access-token"])
    expect(await places.read(name)).toBeUndefined();

  const again = await places.run(["--revoke"]);
  expect([again.code, again.stdout]).toEqual([0, "Stage local held no access to Cliq; nothing was changed.\n"]);
});

test("--revoke deletes nothing while Zoho cannot be told", async () => {
  places.cliq.model.inject({ on: "revoke", kind: "lost" });
  const { code, stderr } = await places.run(["--revoke"]);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /Zoho accounts server is not answering \(.*\)\. Nothing was stored or deleted\. To try again: pnpm cliq authorize --stage local --revoke\n$/,
  );
  expect(await places.read("oauth/refresh-token")).toBe(places.cliq.refreshToken);
});

test("--rotate and --revoke together are refused", async () => {
  expect(await places.run(["--rotate", "--revoke"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("exclude each other"),
  });
});
