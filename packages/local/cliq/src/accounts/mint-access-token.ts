import type { CliqState } from "../cliq-state.ts";
import type { AccessToken, RefreshToken } from "./accounts-state.ts";
import { newToken } from "./add-client.ts";

const windowMs = 10 * 60_000;
const tokensPerWindow = 10;

/**
 * Makes an access token, or nothing when the refresh token has made ten in the last ten minutes.
 * "Blocked for the rest of the ten minutes" is read as a rolling window: the strictest reading.
 */
export function mintAccessToken(state: CliqState, refreshToken: RefreshToken, now: number): AccessToken | undefined {
  const { minted, client, scopes } = refreshToken;
  while (minted.length > 0 && minted[0]! <= now - windowMs) minted.shift();
  if (minted.length >= tokensPerWindow) return undefined;
  minted.push(now);
  const { person } = client;
  const access = addAccessToken(state, { person, scopes, refreshToken: refreshToken.token }, now);
  evictOldest(state, refreshToken.token);
  return access;
}

/** Puts a new access token into force and forgets the expired ones. */
export function addAccessToken(
  state: CliqState,
  grant: Pick<AccessToken, "person" | "scopes" | "refreshToken">,
  now: number,
): AccessToken {
  const { accessTokens } = state.accounts;
  for (const old of accessTokens.values()) if (old.expiresAt <= now) accessTokens.delete(old.token);
  const access = { ...grant, token: newToken(state), expiresAt: now + state.options.accessTokenLifetimeMs };
  accessTokens.set(access.token, access);
  return access;
}

/** One active token too many silently ends the oldest. */
function evictOldest(state: CliqState, refreshToken: string): void {
  const { accessTokens } = state.accounts;
  const active = [...accessTokens.values()].filter((access) => access.refreshToken === refreshToken);
  if (active.length > state.options.activeAccessTokens && active[0]) accessTokens.delete(active[0].token);
}
