import { digestToken, isFresh, readAccessToken, type StoredToken } from "../parameters/access-token.ts";
import { readUntil } from "../parameters/read-until.ts";
import type { KeeperPorts, KeepRequest } from "./keeper-ports.ts";
import type { TokenState } from "./token-row.ts";

/**
 * The stored token, if it serves the request. The row decides which token is the newest, because Parameter Store may
 * show an earlier one for a moment, and keeps one for good when a keeper that was overtaken has written last.
 */
export async function findGoodToken(
  ports: KeeperPorts,
  { sealed }: TokenState,
  request: KeepRequest,
): Promise<StoredToken | undefined> {
  const serves = (digest: string, times: { expiresAt: number; issuedAt?: number | undefined }): boolean =>
    digest !== request.refused && isFresh(times, ports.clock.now(), request.scheduled);
  if (sealed !== undefined && !serves(sealed.digest, sealed)) return undefined;
  const isNewest = (token: StoredToken | undefined): boolean =>
    sealed === undefined || (token !== undefined && digestToken(token.accessToken) === sealed.digest);
  const stored = await readUntil(async () => readAccessToken(ports.parameters), isNewest, ports.clock);
  return stored !== undefined && isNewest(stored) && serves(digestToken(stored.accessToken), stored)
    ? stored
    : undefined;
}
