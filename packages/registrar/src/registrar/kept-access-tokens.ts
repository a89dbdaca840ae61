import { createHash } from "node:crypto";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { Misconfigured } from "../misconfigured.ts";
import { readAccessToken, type StoredToken, tokenMarginMs } from "../parameters/access-token.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { readUntil } from "../parameters/read-until.ts";

/** Asks the token keeper to store a good token; with the SHA-256 (hex) of the one Cliq refused, if one was. */
export type AskKeeper = (request: { readonly refused?: string }) => Promise<void>;

/** {@link AccessTokens} from Parameter Store. Only the keeper can renew; this reads what it stored, once per run and token. */
export function keptAccessTokens(parameters: ParameterStore, askKeeper: AskKeeper, clock: Clock): AccessTokens {
  let held: StoredToken | undefined;
  const readAfterKeeper = async (isNew: (token: StoredToken) => boolean): Promise<string> => {
    const isThere = (token: StoredToken | undefined): boolean => token !== undefined && isNew(token);
    held = await readUntil(async () => readAccessToken(parameters), isThere, clock);
    if (held !== undefined) return held.accessToken;
    throw new Misconfigured("The token keeper stored no access token: run `pnpm cliq authorize`");
  };
  return {
    current: async () => {
      held ??= await readAccessToken(parameters);
      if (held !== undefined && held.expiresAt - clock.now() >= tokenMarginMs) return held.accessToken;
      await askKeeper({});
      return readAfterKeeper((token) => token.expiresAt > clock.now());
    },
    refused: async (token) => {
      await askKeeper({ refused: createHash("sha256").update(token).digest("hex") });
      return readAfterKeeper((fresh) => fresh.accessToken !== token);
    },
  };
}
