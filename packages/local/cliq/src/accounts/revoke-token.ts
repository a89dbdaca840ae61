import type { CliqState } from "../cliq-state.ts";
import { jsonResponse, type PlainResponse } from "../plain-http.ts";
import { endRefreshToken } from "./add-client.ts";
import { toRevokeRefusal } from "./token-refusal.ts";

/** `POST /oauth/v2/token/revoke`: ends a refresh token with its access tokens, or one access token. */
export function revokeToken(state: CliqState, given: URLSearchParams): PlainResponse {
  const token = given.get("token") ?? "";
  const { refreshTokens, accessTokens } = state.accounts;
  if (refreshTokens.has(token)) endRefreshToken(state, token);
  else if (!accessTokens.delete(token)) return toRevokeRefusal();
  return jsonResponse(200, JSON.stringify({ status: "success" }));
}
