import type { SendRequest } from "../http/send-request.ts";
import { GrantRefused } from "./grant-refused.ts";
import { requestToken } from "./request-token.ts";

/** A self client and the grant code a person generated for it: good once, for three minutes unless they chose longer. */
export interface GrantCode {
  readonly accountsOrigin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly code: string;
}

/** What a grant code buys: access that lasts until it is revoked, and a first access token. */
export interface Granted {
  readonly refreshToken: string;
  readonly accessToken: string;
  /** What the token reports, not what Cliq will accept it for. */
  readonly scopes: readonly string[];
}

/**
 * Exchanges a grant code (`grant_type=authorization_code`; a self client needs no `redirect_uri`). Throws
 * {@link GrantRefused}, `TokenThrottled`, or `UpstreamFailed` when the accounts server does not answer properly.
 */
export async function exchangeGrantCode(send: SendRequest, grant: GrantCode): Promise<Granted> {
  const answer = await requestToken(send, grant.accountsOrigin, {
    grant_type: "authorization_code",
    client_id: grant.clientId,
    client_secret: grant.clientSecret,
    code: grant.code,
  });
  if (answer.kind === "refused") throw new GrantRefused(answer.reason);
  const { accessToken, refreshToken, scopes } = answer;
  if (refreshToken === undefined) throw new GrantRefused("no refresh token");
  return { refreshToken, accessToken, scopes };
}
