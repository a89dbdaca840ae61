import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { httpsSender } from "@cliq-actions/cliq/http/https-sender";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkScopes } from "./check-scopes.ts";

const send = httpsSender();
let cliq: FakeCliq;

beforeEach(async () => void (cliq = await startFakeCliq()));
afterEach(async () => cliq.stop());

async function check(scopes: readonly string[] = all): Promise<Record<string, string>> {
  const token = cliq.model.issueAccessToken(Date.now(), scopes);
  const checks = await checkScopes(send, cliq.cliqUrl, { token, needs: { functions: false, background: false } });
  return Object.fromEntries(
    checks.map(({ scope, verdict, said }) => [
      scope.split(".")[2]!,
      said === undefined ? verdict : `${verdict}: ${said}`,
    ]),
  );
}

const rights = ["READ", "CREATE", "UPDATE", "DELETE"];
const all = rights.map((right) => `ZohoCliq.messageactions.${right}`);
const good = Object.fromEntries(rights.map((right) => [right, "ok"]));

test("a token with all scopes is ok for each", async () => {
  expect(await check()).toEqual(good);
});

test.each(rights)("a token without %s lacks exactly that", async (missing) => {
  expect(await check(all.filter((scope) => !scope.endsWith(missing)))).toEqual({
    ...good,
    [missing]: "lacking: The OAuth token passed does not have the required scope.",
  });
});

test.each(rights)("of a stage with functions, a token without Functions.%s lacks exactly that", async (missing) => {
  const scopes = [...all, ...rights.map((right) => `ZohoCliq.Functions.${right}`)];
  const token = cliq.model.issueAccessToken(
    Date.now(),
    scopes.filter((scope) => scope !== `ZohoCliq.Functions.${missing}`),
  );
  const checks = await checkScopes(send, cliq.cliqUrl, { token, needs: { functions: true, background: false } });
  expect(checks).toHaveLength(8);
  expect(checks.filter(({ verdict }) => verdict !== "ok").map(({ scope, verdict }) => `${scope} ${verdict}`)).toEqual([
    `ZohoCliq.Functions.${missing} lacking`,
  ]);
  expect([...cliq.model.actions(), ...cliq.model.functions()]).toEqual([]);
});

test("of a stage that works in the background, a token without Webhooks.CREATE lacks exactly that, and nothing is posted", async () => {
  const verdicts = async (scopes: readonly string[]): Promise<readonly string[]> => {
    const token = cliq.model.issueAccessToken(Date.now(), scopes);
    const checks = await checkScopes(send, cliq.cliqUrl, { token, needs: { functions: false, background: true } });
    return checks.flatMap(({ scope, verdict }) => (scope.includes("Webhooks") ? [`${scope} ${verdict}`] : []));
  };
  expect(await verdicts(all)).toEqual(["ZohoCliq.Webhooks.CREATE lacking"]);
  expect(await verdicts([...all, "ZohoCliq.Webhooks.CREATE"])).toEqual(["ZohoCliq.Webhooks.CREATE ok"]);
  expect(cliq.model.posts()).toEqual([]);
});

test("a token Cliq does not know lacks everything", async () => {
  const checks = await checkScopes(send, cliq.cliqUrl, {
    token: "1000.nobody",
    needs: { functions: false, background: false },
  });
  expect(checks.map(({ verdict }) => verdict)).toEqual(["lacking", "lacking", "lacking", "lacking"]);
});

test("refusals of the content prove the scope whatever their status", async () => {
  cliq.model.inject({ on: "createAction", kind: "refuse", code: "extra_key_found" });
  cliq.model.inject({ on: "updateAction", kind: "refuse", code: "invalid_inputs" });
  cliq.model.inject({ on: "deleteAction", kind: "status", status: 400, body: '{"code":"msgaction_not_found"}' });
  expect(await check()).toEqual(good);
});

test("answers that say neither yes nor no leave a scope unverified, and nothing is asked twice", async () => {
  cliq.model.inject({ on: "listActions", kind: "html" });
  cliq.model.inject({ on: "createAction", kind: "status", status: 200, body: '{"data":{"id":"1","name":"?"}}' });
  cliq.model.inject({ on: "updateAction", kind: "throttle" });
  cliq.model.inject({ on: "deleteAction", kind: "lost" });
  const checks = await check();
  expect(Object.values(checks).map((check) => check.split(":")[0])).toEqual(Array(4).fill("unverified"));
  expect(checks["CREATE"]).toContain("should have refused");
  expect(cliq.model.calls()).toHaveLength(4);
});

test("a 404 without a code of Cliq's proves no scope: it may be a gateway's", async () => {
  cliq.model.inject({ on: "updateAction", kind: "status", status: 404, body: '{"message":"No such page."}' });
  cliq.model.inject({ on: "deleteAction", kind: "status", status: 404, body: "request_url_invalid" });
  expect(await check()).toEqual({
    ...good,
    UPDATE: "unverified: No such page.",
    DELETE: 'unverified: HTTP 404, "request_url_invalid"',
  });
});
