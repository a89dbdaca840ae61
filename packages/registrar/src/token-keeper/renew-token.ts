import { type FreshToken, refreshAccessToken } from "@cliq-actions/cliq/oauth/refresh-access-token";
import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { digestOf } from "../digest.ts";
import { type StoredToken, writeAccessToken } from "@cliq-actions/aws/access/stored-token";
import type { KeeperPorts } from "./token-row.ts";
import { UpstreamFailed } from "@cliq-actions/core";
import { AnsweredOddly, endLease, type Lease, renewGrant, toPause } from "./grant.ts";

/** What was stored, and what Zoho said of it. */
export type RenewedToken = StoredToken & Pick<FreshToken, "scopes">;

/**
 * Asks Zoho for a token and stores it; undefined when the lease was lost on the way, so that what is stored has to be
 * looked at again. A failure is saved before it is thrown, so that nobody repeats it too soon.
 * https://zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html
 */
export async function renewToken(ports: KeeperPorts, lease: Lease): Promise<RenewedToken | undefined> {
  try {
    return await storeToken(ports, lease, await ask(ports, lease));
  } catch (error) {
    // The refresh token may have been replaced since it was read: it is read once more, and that is all.
    const renewed = error instanceof TokenRefused ? await renewGrant(ports, lease) : undefined;
    if (renewed === undefined) return saveFailure(ports, lease, error);
    return storeToken(
      ports,
      renewed,
      await ask(ports, renewed).catch(async (again: unknown) => saveFailure(ports, renewed, again)),
    );
  }
}

async function ask({ send, accountsOrigin }: KeeperPorts, { grant }: Lease): Promise<FreshToken> {
  try {
    return await refreshAccessToken(send, { accountsOrigin, ...grant });
  } catch (error) {
    if (error instanceof UpstreamFailed && error.transient === false) throw new AnsweredOddly(String(error.status));
    throw error;
  }
}

async function saveFailure(ports: KeeperPorts, lease: Lease, error: unknown): Promise<never> {
  const { asked, pause } = lease.seen.state;
  const next = toPause(error, pause, ports.clock.now());
  // What is refused, or answered by somebody else, is not issued, and so not counted. A lease that was lost is somebody else's to end.
  const isCounted = !(error instanceof TokenRefused || error instanceof AnsweredOddly);
  await endLease(ports, lease, { pause: next, asked: isCounted ? asked : asked.slice(0, -1) });
  throw error;
}

async function storeToken(
  ports: KeeperPorts,
  { seen, grant }: Lease,
  fresh: FreshToken,
): Promise<RenewedToken | undefined> {
  const issuedAt = ports.clock.now();
  const times = { version: seen.state.version, issuedAt, expiresAt: issuedAt + fresh.lifetimeMs };
  const digest = digestOf(fresh.accessToken);
  // The fence: whoever was overtaken stores nothing. If the process stops here, the row shows that the token is missing.
  const sealed = await ports.row.replace(seen, {
    ...seen.state,
    pause: undefined,
    sealed: { digest, ...times, scopes: [...fresh.scopes] },
  });
  if (sealed === undefined) return undefined;
  const token = { accessToken: fresh.accessToken, ...times };
  const stored = await writeAccessToken(ports.parameters, token).then(
    () => true,
    (error: unknown) => error,
  );
  const isStillOurs = await endLease(ports, { seen: sealed, grant }, {});
  if (stored !== true) throw stored;
  return isStillOurs ? { ...token, scopes: fresh.scopes } : undefined;
}
