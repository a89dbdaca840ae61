import { UpstreamFailed } from "@cliq-actions/core";
import type { SendRequest } from "../http/send-request.ts";
import { requestToken } from "./request-token.ts";
import { TokenRefused } from "./token-refused.ts";

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
  /** What the token reports; empty where Zoho does not tell. */
  readonly scopes: readonly string[];
}

/**
 * Renews the access. Throws {@link TokenRefused}, `TokenThrottled`, or `UpstreamFailed` when the accounts server does
 * not answer properly or with a word that nobody knows.
 */
export async function refreshAccessToken(send: SendRequest, grant: RefreshGrant): Promise<FreshToken> {
  const answer = await requestToken(send, grant.accountsOrigin, {
    grant_type: "refresh_token",
    client_id: grant.clientId,
    client_secret: grant.clientSecret,
    refresh_token: grant.refreshToken,
  });
  if (answer.kind === "granted") {
    const { accessToken, lifetimeMs, scopes } = answer;
    return { accessToken, lifetimeMs, scopes };
  }
  if (answer.known) throw new TokenRefused(answer.reason);
  // A word nobody knows does not say that the access was taken away.
  throw new UpstreamFailed("Zoho accounts server", { status: `it says "${answer.reason}"`, transient: false });
}
