import type { CliqState } from "../cliq-state.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { AccountsClient, RefreshToken } from "./accounts-state.ts";

const refreshTokensPerPerson = 20;

/** Registers a self client of a person. */
export function addClient(state: CliqState, person: FakePerson, scopes: readonly string[]): AccountsClient {
  const { source, accounts } = state;
  const client = {
    clientId: `1000.${source.nextHex(30).toUpperCase()}`,
    clientSecret: source.nextHex(42),
    person,
    scopes,
  };
  accounts.clients.set(client.clientId, client);
  return client;
}

/**
 * Makes a grant code, good once and for three minutes from `issuedAt` (from the first call when absent), for the scopes
 * that a person types into the console: any of Zoho's products, the client's unless told.
 */
export function issueGrantCode(
  state: CliqState,
  client: AccountsClient,
  issuedAt?: number,
  scopes: readonly string[] = client.scopes,
): string {
  const code = newToken(state);
  state.accounts.grants.set(code, { client, scopes, issuedAt });
  return code;
}

/** Makes a refresh token; a person's twenty-first ends their oldest. */
export function issueRefreshToken(
  state: CliqState,
  client: AccountsClient,
  scopes: readonly string[] = client.scopes,
): RefreshToken {
  const { refreshTokens } = state.accounts;
  const refreshToken = { token: newToken(state), client, scopes, minted: [] };
  refreshTokens.set(refreshToken.token, refreshToken);
  const own = [...refreshTokens.values()].filter((other) => other.client.person.id === client.person.id);
  if (own.length > refreshTokensPerPerson && own[0]) endRefreshToken(state, own[0].token);
  return refreshToken;
}

/** Ends a refresh token and the access tokens made from it. */
export function endRefreshToken(state: CliqState, token: string): void {
  const { refreshTokens, accessTokens } = state.accounts;
  refreshTokens.delete(token);
  for (const access of accessTokens.values()) {
    if (access.refreshToken === token) accessTokens.delete(access.token);
  }
}

/** An opaque token in Zoho's form. */
export function newToken(state: CliqState): string {
  return `1000.${state.source.nextHex(32)}.${state.source.nextHex(32)}`;
}
