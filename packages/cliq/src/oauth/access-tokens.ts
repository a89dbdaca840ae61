/** Where the REST client gets its access token; it knows nothing of refresh tokens or of where tokens are kept. */
export interface AccessTokens {
  /** A token believed to be good. */
  current(): Promise<string>;
  /** A fresh token, after the caller names the one Cliq refused. */
  refused(token: string): Promise<string>;
}
