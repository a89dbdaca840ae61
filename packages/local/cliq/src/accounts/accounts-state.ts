import type { FakePerson } from "../chat/fake-person.ts";

/** A self client of the API console: whose it is and what it was granted. */
export interface AccountsClient {
  clientId: string;
  clientSecret: string;
  person: FakePerson;
  scopes: readonly string[];
}

/** A refresh token; `minted` holds when its access tokens of the last ten minutes were made. */
export interface RefreshToken {
  token: string;
  client: AccountsClient;
  scopes: readonly string[];
  minted: number[];
}

/** An access token as the REST API looks it up; without a person it works nowhere, whatever it reports. */
export interface AccessToken {
  token: string;
  person?: FakePerson;
  scopes: readonly string[];
  expiresAt: number;
  refreshToken?: string;
}

/** What the accounts server remembers, each by its own secret. */
export interface AccountsState {
  readonly clients: Map<string, AccountsClient>;
  /** Grant codes not used yet; `issuedAt` absent means when the model was first called. */
  readonly grants: Map<string, { client: AccountsClient; scopes: readonly string[]; issuedAt?: number }>;
  readonly refreshTokens: Map<string, RefreshToken>;
  /** In order of issue. */
  readonly accessTokens: Map<string, AccessToken>;
  startedAt?: number;
}

/** An accounts server without clients. */
export function createAccountsState(startedAt?: number): AccountsState {
  return { clients: new Map(), grants: new Map(), refreshTokens: new Map(), accessTokens: new Map(), startedAt };
}
