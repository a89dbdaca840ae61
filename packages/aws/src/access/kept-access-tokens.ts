import { authorizeAnew } from "@cliq-actions/cliq/remedies";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { AccessTokens } from "@cliq-actions/cliq/oauth/access-tokens";
import { ActionsError } from "@cliq-actions/core";
import { readUntil } from "./read-until.ts";
import { freshUntil, isFresh, type ParameterReader, readAccessToken, type StoredToken } from "./stored-token.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** A token is read again after four to six minutes, so that many processes do not do so at once. */
const heldMs = 240_000;
const heldJitterMs = 120_000;
/** After a failure the token in hand serves for 15 to 45 seconds before the next attempt. */
const restMs = 15_000;
const restJitterMs = 30_000;

/**
 * {@link AccessTokens} from Parameter Store. Only the keeper can renew; this holds what it stored, and goes on with
 * that until its very end when neither Parameter Store nor the keeper can do better. Callers in one process share
 * every read and every question.
 */
export function keptAccessTokens(
  parameters: ParameterReader,
  askKeeper: AskKeeper,
  clock: Clock,
  random: () => number = Math.random,
): AccessTokens {
  let held: StoredToken | undefined;
  let lookAgainAt = 0;
  let looking: Promise<StoredToken> | undefined;
  const replacing = new Map<string, Promise<StoredToken>>();

  const lives = (token: StoredToken | undefined): token is StoredToken =>
    token !== undefined && token.expiresAt > clock.now();
  const hold = (token: StoredToken): StoredToken => {
    held = token;
    lookAgainAt = Math.min(clock.now() + heldMs + random() * heldJitterMs, freshUntil(token));
    return token;
  };
  const readAfterKeeper = async (isNew: (token: StoredToken) => boolean): Promise<StoredToken> => {
    const read = async (): Promise<StoredToken | undefined> => readAccessToken(parameters);
    const token = await readUntil(read, (found) => found !== undefined && isNew(found), clock);
    if (token !== undefined) return hold(token);
    throw new KeeperFailed("token_missing", `The token keeper stored no access token: run ${authorizeAnew}`);
  };
  const look = async (): Promise<StoredToken> => {
    const found = await readAccessToken(parameters);
    if (found !== undefined && isFresh(found, clock.now())) return hold(found);
    // It ends soon; should the keeper fail, it still serves until then.
    if (lives(found)) held = found;
    await askKeeper({});
    return readAfterKeeper((token) => token.expiresAt > clock.now());
  };
  const lookOrStay = async (): Promise<StoredToken> => {
    try {
      return await look();
    } catch (error) {
      if (!lives(held)) throw error;
      lookAgainAt = clock.now() + restMs + random() * restJitterMs;
      return held;
    }
  };
  const replace = async (token: string): Promise<StoredToken> => {
    await askKeeper({ refused: hash("sha256", token) });
    return readAfterKeeper((fresh) => fresh.accessToken !== token);
  };

  return {
    current: async () => {
      if (lives(held) && clock.now() < lookAgainAt) return held.accessToken;
      looking ??= lookOrStay().finally(() => void (looking = undefined));
      return (await looking).accessToken;
    },
    refused: async (token) => {
      // Somebody else in this process has replaced it already.
      if (lives(held) && held.accessToken !== token) return held.accessToken;
      const replacement = replacing.get(token) ?? replace(token).finally(() => void replacing.delete(token));
      replacing.set(token, replacement);
      return (await replacement).accessToken;
    },
  };
}

/** Asks the token keeper to store a good token; with the SHA-256 (hex) of the one Cliq refused, if one was. */
export type AskKeeper = (request: { readonly refused?: string }) => Promise<void>;

/** There is no good token; the message is the keeper's own, or AWS's, and says what to do. */
export class KeeperFailed extends ActionsError {
  /** The name of the keeper's error: one of our codes, or AWS's word. */
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
