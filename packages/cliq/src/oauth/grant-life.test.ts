import { type FakeCliq, startFakeCliq } from "@cliq-actions/fake-cliq";
import { afterEach, beforeEach, expect, test } from "vitest";
import { httpsSender } from "../http/https-sender.ts";
import { exchangeGrantCode } from "./exchange-grant-code.ts";
import { refreshAccessToken } from "./refresh-access-token.ts";
import { revokeToken } from "./revoke-token.ts";

const send = httpsSender();
let cliq: FakeCliq;

beforeEach(async () => void (cliq = await startFakeCliq()));
afterEach(async () => cliq.stop());

function grant(changes: Partial<Parameters<typeof exchangeGrantCode>[1]> = {}) {
  const { accountsUrl: accountsOrigin, clientId, clientSecret, grantCode: code } = cliq;
  return { accountsOrigin, clientId, clientSecret, code, ...changes };
}

test("a grant code buys a refresh token that renews the access, once", async () => {
  const granted = await exchangeGrantCode(send, grant());
  expect(granted.scopes).toContain("ZohoCliq.messageactions.CREATE");
  const fresh = await refreshAccessToken(send, { ...grant(), refreshToken: granted.refreshToken });
  expect(fresh.accessToken).not.toBe(granted.accessToken);
  expect(fresh.lifetimeMs).toBe(3_600_000);
  await expect(exchangeGrantCode(send, grant())).rejects.toMatchObject({
    code: "grant_refused",
    reason: "invalid_code",
  });
});

test("a grant code older than three minutes is refused with what to do", async () => {
  const code = cliq.model.issueGrantCode(Date.now());
  cliq.advanceClock(180_000);
  await expect(exchangeGrantCode(send, grant({ code }))).rejects.toThrow(
    /\(invalid_code\).*three minutes.*Generate a new one/,
  );
});

test("a client Zoho does not know points at the data centre", async () => {
  await expect(exchangeGrantCode(send, grant({ clientId: "1000.NOBODY" }))).rejects.toThrow(
    /\(invalid_client\).*data centre/,
  );
});

test("a wrong secret is named and not quoted", async () => {
  const failure = await exchangeGrantCode(send, grant({ clientSecret: "not-the-secret" })).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ reason: "invalid_client_secret" });
  expect(String(failure)).not.toContain("not-the-secret");
});

test("an answer that quotes the code back loses it", async () => {
  cliq.model.inject({
    on: "token",
    kind: "status",
    status: 200,
    body: JSON.stringify({ error: `bad ${cliq.grantCode}` }),
  });
  const failure = await exchangeGrantCode(send, grant()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ reason: "bad …" });
});

test("an access token without a refresh token is not enough", async () => {
  cliq.model.inject({
    on: "token",
    kind: "status",
    status: 200,
    body: '{"access_token":"1000.abc","expires_in":3600}',
  });
  await expect(exchangeGrantCode(send, grant())).rejects.toThrow("Use a grant code of a self client");
});

test("too many tokens are told apart from a refusal", async () => {
  cliq.model.inject({ on: "token", kind: "throttle" });
  await expect(exchangeGrantCode(send, grant())).rejects.toMatchObject({ code: "token_throttled" });
  cliq.model.inject({ on: "revoke", kind: "throttle" });
  await expect(revokeToken(send, cliq.accountsUrl, cliq.refreshToken)).rejects.toMatchObject({
    code: "token_throttled",
  });
});

test.each([
  [400, '{"error":"general_error"}', "upstream_failed"],
  [200, '{"error":"temporarily_unavailable"}', "upstream_failed"],
  [400, '{"error":"moon_phase"}', "upstream_failed"],
  [503, '{"error":"invalid_token"}', "upstream_failed"],
  [400, '{"error":"invalid_token"}', "unknown"],
  [400, "", "unknown"],
])("a revocation answered with %i %s is %s", async (status, body, outcome) => {
  cliq.model.inject({ on: "revoke", kind: "status", status, body });
  const ended = await revokeToken(send, cliq.accountsUrl, cliq.refreshToken).catch(
    (error: unknown) => (error as { code: string }).code,
  );
  expect(ended).toBe(outcome);
});

test.each(["html", "empty", "truncated", "lost"] as const)(
  "an answer that is %s is the server's failure",
  async (kind) => {
    cliq.model.inject({ on: "token", kind, times: 2 });
    await expect(exchangeGrantCode(send, grant())).rejects.toMatchObject({ code: "upstream_failed" });
    cliq.model.inject({ on: "revoke", kind, times: 2 });
    await expect(revokeToken(send, cliq.accountsUrl, cliq.refreshToken)).rejects.toMatchObject({
      code: "upstream_failed",
    });
  },
);

test("a revoked refresh token renews nothing, and Zoho does not know it any more", async () => {
  expect(await revokeToken(send, cliq.accountsUrl, cliq.refreshToken)).toBe("revoked");
  await expect(refreshAccessToken(send, { ...grant(), refreshToken: cliq.refreshToken })).rejects.toMatchObject({
    code: "token_refused",
  });
  expect(await revokeToken(send, cliq.accountsUrl, cliq.refreshToken)).toBe("unknown");
});
