import { type LocalAws, startLocalAws } from "@cliq-actions/local-aws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalPlaces, startPlaces } from "./testing/local-places.ts";

let aws: LocalAws;
let places: LocalPlaces;

beforeAll(async () => {
  aws = await startLocalAws({ region: "us-east-1" });
  places = await startPlaces(aws, { scopes: ["ZohoCliq.MessageActions.READ", "ZohoCliq.messageactions.CREATE"] });
});
afterAll(async () => Promise.all([aws.stop(), places.cliq.stop()]));

test("a token that lacks scopes is named, revoked and stored nowhere", async () => {
  const { code, stdout, stderr } = await places.run(["--json"], { env: places.credentials() });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    code: "cannot_authorize",
    scopes: [{ verdict: "ok" }, { verdict: "ok" }, { verdict: "lacking" }, { verdict: "lacking" }],
  });
  expect(stderr).toContain("not accept the token for ZohoCliq.messageactions.UPDATE, ZohoCliq.messageactions.DELETE");
  expect(stderr).toContain("ZohoCliq.MessageActions.CREATE,ZohoCliq.MessageActions.READ");
  expect(stderr).toContain("The new token was revoked again.");
  expect(await places.read("oauth/client")).toBeUndefined();
  expect(places.cliq.model.calls().at(-1)).toMatchObject({ operation: "revoke", status: 200 });
});

test("a token that reports a scope Cliq refuses it for is told apart", async () => {
  const body = JSON.stringify({
    message: "The OAuth token passed does not have the required scope.",
    code: "oauthtoken_scope_invalid",
  });
  const reporting = await startPlaces(aws);
  reporting.cliq.model.inject({ on: "createAction", kind: "status", status: 401, body });
  const { code, stderr } = await reporting.run([], { env: reporting.credentials() });
  await reporting.cliq.stop();
  expect(code).toBe(1);
  expect(stderr).toContain("Zoho says that the token has it, and Cliq refuses it all the same");
});

test("when Cliq shows nothing at all, nothing is stored", async () => {
  const fine = await startPlaces(aws);
  fine.cliq.model.inject({ on: "listActions", kind: "throttle" });
  const { code, stderr } = await fine.run([], { env: fine.credentials() });
  await fine.cliq.stop();
  expect(code).toBe(1);
  expect(stderr).toContain("Cliq did not show its message actions (Too many requests within a certain time frame.)");
  expect(await places.read("oauth/refresh-token")).toBeUndefined();
});
