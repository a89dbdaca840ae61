import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { refreshAccessToken } from "@cliq-actions/cliq/oauth/refresh-access-token";
import type { ParameterStore } from "@cliq-actions/registrar/parameters/parameter-store";
import { isFresh, readAccessToken } from "@cliq-actions/aws/access/stored-token";
import { readGrant } from "@cliq-actions/registrar/token-keeper/grant";

/**
 * Access tokens of a stage that has no token keeper (any more): the stored one while it is good, else one of our own,
 * which is stored nowhere. Needs an operator who may read the client and the refresh token.
 */
export function operatorTokens(parameters: ParameterStore, send: SendRequest, accountsOrigin: string): AccessTokens {
  let own: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    const grant = await readGrant(parameters);
    return (await refreshAccessToken(send, { accountsOrigin, ...grant })).accessToken;
  };
  const first = async (): Promise<string> => {
    const stored = await readAccessToken(parameters);
    return stored !== undefined && isFresh(stored, Date.now()) ? stored.accessToken : renew();
  };
  return { current: async () => (own ??= first()), refused: async () => (own = renew()) };
}
