import { UpstreamFailed } from "@cliq-actions/core";
import * as z from "zod";
import type { SendRequest } from "../http/send-request.ts";
import { redact } from "../redact.ts";
import { toLifetimeMs } from "./token-lifetime.ts";
import { TokenRefused } from "./token-refused.ts";
import { TokenThrottled } from "./token-throttled.ts";

/** What the accounts server needs to renew the access: a self client and its refresh token. */
export interface RefreshGrant {
  readonly accountsOrigin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** A new access token and how long it can be relied on from its receipt. */
export interface FreshToken {
  readonly accessToken: string;
  readonly lifetimeMs: number;
}

const tokenBody = z.object({
  access_token: z.string().min(1).optional().catch(undefined),
  expires_in: z.unknown().optional(),
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

const timeoutMs = 10_000;

/**
 * Asks the accounts server for an access token. Its errors come with HTTP 200, so success is 2xx and an access token.
 * Throws {@link TokenRefused}, {@link TokenThrottled}, or `UpstreamFailed` when the server does not answer properly.
 */
export async function refreshAccessToken(send: SendRequest, grant: RefreshGrant): Promise<FreshToken> {
  const outcome = await send({
    method: "POST",
    url: `${grant.accountsOrigin}/oauth/v2/token`,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    // In the body rather than the documented query: query strings end up in logs.
    body: new URLSearchParams({
      grant_type: "refresh_token",
      client_id: grant.clientId,
      client_secret: grant.clientSecret,
      refresh_token: grant.refreshToken,
    }).toString(),
    timeoutMs,
  });
  if (outcome.kind === "no-answer") throw new UpstreamFailed("Zoho accounts server", { status: redact(outcome.message) });
  const body = parseBody(outcome.text);
  const isSuccess = outcome.status >= 200 && outcome.status < 300;
  if (isSuccess && body?.access_token !== undefined) {
    return { accessToken: body.access_token, lifetimeMs: toLifetimeMs(body.expires_in) };
  }
  const secrets = [grant.clientSecret, grant.refreshToken];
  const reason = body?.error === undefined ? undefined : redact(body.error, secrets).slice(0, 100);
  if (outcome.status === 429 || isTooMany(`${reason ?? ""} ${body?.error_description ?? ""}`)) throw new TokenThrottled();
  if (reason !== undefined && outcome.status < 500) throw new TokenRefused(reason);
  throw new UpstreamFailed("Zoho accounts server", { status: outcome.status });
}

/** What Zoho says after too many refreshes; the exact words are INFERRED ("Access Denied", "too many requests"). */
function isTooMany(words: string): boolean {
  return /access.?denied|too many/i.test(words);
}

function parseBody(text: string): z.output<typeof tokenBody> | undefined {
  try {
    return tokenBody.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
