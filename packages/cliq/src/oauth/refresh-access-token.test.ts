import { authorizeAnew } from "../remedies.ts";
import { startFakeCliq } from "@cliq-actions/fake-cliq";
import { UpstreamFailed } from "@cliq-actions/core";
import { describe, expect, it } from "vitest";
import { httpsSender } from "../http/https-sender.ts";
import { sendJson, serve } from "../testing/serve.ts";
import { refreshAccessToken, type RefreshGrant } from "./refresh-access-token.ts";
import { TokenRefused } from "./token-refused.ts";
import { TokenThrottled } from "./token-throttled.ts";

const send = httpsSender();
const grant = (accountsOrigin: string): RefreshGrant => ({
  accountsOrigin,
  clientId: "1000.CLIENT",
  clientSecret: "client-secret-value",
  refreshToken: "1000.refresh-token-value",
});

const tooMany = "You have made too many requests continuously. Please try again after some time.";

async function errorOf(work: Promise<unknown>): Promise<Error> {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof Error) return outcome;
  throw new Error("It was to fail");
}

describe("refreshing", () => {
  it("gives an access token Cliq takes", async () => {
    const cliq = await startFakeCliq();
    try {
      const fresh = await refreshAccessToken(send, { ...cliq, accountsOrigin: cliq.accountsUrl });
      expect(fresh.lifetimeMs).toBe(3_600_000);
      const answer = await send({
        method: "GET",
        url: `${cliq.cliqUrl}/api/v3/messageactions`,
        headers: { authorization: `Bearer ${fresh.accessToken}` },
        timeoutMs: 5_000,
      });
      expect(answer).toMatchObject({ kind: "answer", status: 200 });
    } finally {
      await cliq.stop();
    }
  });

  it("sends its secrets in the body, never in the URL", async () => {
    await using server = await serve((_incoming, outgoing) =>
      sendJson(outgoing, { access_token: "t", expires_in: 60 }),
    );
    expect(await refreshAccessToken(send, grant(server.origin))).toEqual({
      accessToken: "t",
      lifetimeMs: 60_000,
      scopes: [],
    });
    expect(server.seen[0]?.path).toBe("/oauth/v2/token");
    expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
      grant_type: "refresh_token",
      client_id: "1000.CLIENT",
      client_secret: "client-secret-value",
      refresh_token: "1000.refresh-token-value",
    });
  });

  it("of a revoked token says to authorize again, whatever the HTTP status, and quotes no secret", async () => {
    for (const status of [200, 400]) {
      await using server = await serve((_incoming, outgoing) =>
        sendJson(outgoing, { error: "invalid_code 1000.refresh-token-value client-secret-value" }, status),
      );
      const error = await errorOf(refreshAccessToken(send, grant(server.origin)));
      expect(error).toBeInstanceOf(TokenRefused);
      expect(error.message).toMatch(/invalid_code/);
      expect(error.message.endsWith(`run ${authorizeAnew}`)).toBe(true);
      expect(error.message).not.toMatch(/refresh-token-value|client-secret-value/);
    }
  });

  it("with another data centre's client hints at the data centre", async () => {
    await using server = await serve((_incoming, outgoing) => sendJson(outgoing, { error: "invalid_client" }));
    expect((await errorOf(refreshAccessToken(send, grant(server.origin)))).message).toMatch(
      new RegExp(`data centre.*run ${authorizeAnew}$`, "u"),
    );
  });

  it("more than ten times in ten minutes says to wait", async () => {
    const cliq = await startFakeCliq({ accessDeniedStatus: 200 });
    try {
      const refresh = async () => refreshAccessToken(send, { ...cliq, accountsOrigin: cliq.accountsUrl });
      for (let count = 0; count < 10; count += 1) await refresh();
      expect(await errorOf(refresh())).toBeInstanceOf(TokenThrottled);
    } finally {
      await cliq.stop();
    }
  });

  it.each([
    [400, { error: "Access Denied", error_description: tooMany }, TokenThrottled],
    [200, { error: "Access Denied", error_description: tooMany, status: "failure" }, TokenThrottled],
    [400, { error: "access_denied" }, TokenRefused],
    [400, { error: "Access Denied" }, TokenRefused],
    [400, { error: "invalid_grant" }, TokenRefused],
    [200, { error: "general_error" }, UpstreamFailed],
    [400, { error: "temporarily_unavailable" }, UpstreamFailed],
    [400, { error: "moon_phase", error_description: "Wrong moon" }, UpstreamFailed],
    [400, { error: { code: "deep" } }, UpstreamFailed],
    [503, { error: "invalid_code" }, UpstreamFailed],
  ])("answered with %i %j is what Zoho is known to mean by it, and no more", async (status, body, kind) => {
    await using server = await serve((_incoming, outgoing) => sendJson(outgoing, body, status));
    const error = await errorOf(refreshAccessToken(send, grant(server.origin)));
    expect(error).toBeInstanceOf(kind);
    if ("error_description" in body && kind === UpstreamFailed)
      expect(error).toMatchObject({
        system: "Zoho accounts server",
        status: 'it says "moon_phase, Wrong moon"',
        transient: false,
      });
  });

  it.each([
    ["an error page", 200, "<html>"],
    ["nothing", 200, ""],
    ["no token and no error", 200, '{"token_type":"Bearer"}'],
    ["a token of another type", 200, '{"access_token":7}'],
    ["a server error", 502, '{"error":"bad gateway"}'],
    ["a redirect", 302, '{"access_token":"t"}'],
  ])("answered with %s blames the accounts server, not the token", async (_name, status, text) => {
    await using server = await serve((_incoming, outgoing) => outgoing.writeHead(status).end(text));
    expect(await errorOf(refreshAccessToken(send, grant(server.origin)))).toBeInstanceOf(UpstreamFailed);
  });
});
