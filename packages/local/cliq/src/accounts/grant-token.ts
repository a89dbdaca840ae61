import type { CliqState } from "../cliq-state.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import type { AccessToken, AccountsClient, RefreshToken } from "./accounts-state.ts";
import { issueRefreshToken } from "./add-client.ts";
import { addAccessToken, mintAccessToken } from "./mint-access-token.ts";
import { toAccessDenied, toTokenRefusal } from "./token-refusal.ts";

/** `POST /oauth/v2/token`: a grant code, a refresh token or the client itself against an access token. */
export function grantToken(state: CliqState, given: URLSearchParams, now: number): PlainResponse {
  const client = state.accounts.clients.get(given.get("client_id") ?? "");
  if (client === undefined) return toTokenRefusal("invalid_client");
  if (given.get("client_secret") !== client.clientSecret) return toTokenRefusal("invalid_client_secret");
  switch (given.get("grant_type")) {
    case "authorization_code":
      return exchangeGrantCode(state, client, given.get("code") ?? "", now);
    case "refresh_token": {
      const refreshToken = state.accounts.refreshTokens.get(given.get("refresh_token") ?? "");
      if (refreshToken === undefined || refreshToken.client !== client) return toTokenRefusal("invalid_code");
      return refresh(state, refreshToken, now);
    }
    case "client_credentials":
      return grantClientCredentials(state, given.get("scope") ?? "", now);
    default:
      return toTokenRefusal("unsupported_grant_type");
  }
}

function exchangeGrantCode(state: CliqState, client: AccountsClient, code: string, now: number): PlainResponse {
  const { grants, startedAt = now } = state.accounts;
  const grant = grants.get(code);
  if (grant === undefined || grant.client !== client) return toTokenRefusal("invalid_code");
  grants.delete(code);
  if ((grant.issuedAt ?? startedAt) + state.options.grantCodeLifetimeMs <= now) return toTokenRefusal("invalid_code");
  const refreshToken = issueRefreshToken(state, client, grant.scopes);
  return refresh(state, refreshToken, now, { refresh_token: refreshToken.token });
}

function refresh(state: CliqState, refreshToken: RefreshToken, now: number, also: object = {}): PlainResponse {
  const access = mintAccessToken(state, refreshToken, now);
  if (access === undefined) return toAccessDenied(state.options.accessDeniedStatus);
  return toTokenResponse(state, access, also);
}

/** Zoho issues such a token and reports the scopes asked for, but no user-context operation accepts it (LIVE). */
function grantClientCredentials(state: CliqState, scope: string, now: number): PlainResponse {
  const scopes = scope.split(/[\s,]+/).filter((name) => name !== "");
  if (scopes.length === 0) return toTokenRefusal("invalid_scope");
  return toTokenResponse(state, addAccessToken(state, { scopes }, now), {});
}

function toTokenResponse(state: CliqState, access: AccessToken, also: object): PlainResponse {
  const { expiresIn } = state.options;
  return jsonResponse(
    200,
    JSON.stringify({
      access_token: access.token,
      ...also,
      scope: access.scopes.join(" "),
      api_domain: "https://www.zohoapis.com",
      token_type: "Bearer",
      ...(expiresIn !== null && { expires_in: expiresIn }),
    }),
  );
}
