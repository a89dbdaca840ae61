import { ActionsError } from "@cliq-actions/core";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { type Revocation, revokeToken } from "@cliq-actions/cliq/oauth/revoke-token";

/** What became of a token that should end; "alive" when Zoho could not be told. */
export type TokenEnd = Revocation | "alive";

/** Revokes a token as best it can: a failure is an answer, because the work it belongs to is done. */
export async function endToken(send: SendRequest, accountsOrigin: string, token: string): Promise<TokenEnd> {
  try {
    return await revokeToken(send, accountsOrigin, token);
  } catch (error) {
    if (error instanceof ActionsError) return "alive";
    throw error;
  }
}
