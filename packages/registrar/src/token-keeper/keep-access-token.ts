import { UpstreamFailed } from "@cliq-actions/core";
import type { KeeperPorts, KeepRequest, TokenState } from "./token-row.ts";
import { LeaseWatch } from "../lease-watch.ts";
import { takeLease } from "./grant.ts";
import { renewToken } from "./renew-token.ts";
import { digestOf } from "../digest.ts";
import { isFresh, readAccessToken, type StoredToken } from "@cliq-actions/aws/access/stored-token";
import { readUntil } from "@cliq-actions/aws/access/read-until";

/** A lease that has not moved for so long, by the watch of whoever waits, belongs to a process that has ended. */
const leaseMs = 20_000;
/** A lease this old has ended whatever the clocks say; they differ by minutes at most. */
const oldLeaseMs = 1_800_000;
const longestWaitMs = 35_000;

/** When the stored token ends (milliseconds since the epoch), never the token, and whether it was renewed for this. */
export interface KeptToken {
  readonly expiresAt: number;
  readonly renewed: boolean;
  /** What the token reports, where the row tells. */
  readonly scopes?: readonly string[] | undefined;
}

/**
 * Makes sure that a good access token is stored. Renews it when there is none, when it ends within five minutes (by the
 * schedule: when half its life is over), or when it is the one that Cliq refused: a caller who names a token that has been
 * replaced meanwhile costs no renewal. However many keepers run, one renews and the others wait for what it stores.
 */
export async function keepAccessToken(ports: KeeperPorts, request: KeepRequest): Promise<KeptToken> {
  const { row, clock, random } = ports;
  const watch = new LeaseWatch(leaseMs);
  for (let waitedMs = 0; waitedMs < longestWaitMs;) {
    const seen = await row.load();
    const good = await findGoodToken(ports, seen.state, request);
    if (good !== undefined) return { expiresAt: good.expiresAt, renewed: false, scopes: seen.state.sealed?.scopes };
    const isFree = watch.isOver(isHeld(seen.state, request, clock.now()) ? seen.lastWrite : undefined);
    const lease = isFree ? await takeLease(ports, seen) : undefined;
    const renewed = lease === undefined ? undefined : await renewToken(ports, lease);
    if (renewed !== undefined) return { expiresAt: renewed.expiresAt, renewed: true, scopes: renewed.scopes };
    const pauseMs = 250 + random() * 500;
    await clock.sleep(pauseMs);
    waitedMs += pauseMs;
    watch.paused(pauseMs);
  }
  throw new UpstreamFailed("token keeper that renews the access", { status: "still waiting" });
}

function isHeld({ lease, sealed, version }: TokenState, { refused }: KeepRequest, now: number): boolean {
  // Somebody has used the token that this lease led to: whoever held it was done, and stopped before saying so.
  if (sealed?.version === version && sealed.digest === refused) return false;
  return lease !== undefined && Math.abs(now - lease.takenAt) < oldLeaseMs;
}

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
    sealed === undefined || (token !== undefined && digestOf(token.accessToken) === sealed.digest);
  const stored = await readUntil(async () => readAccessToken(ports.parameters), isNewest, ports.clock);
  return stored !== undefined && isNewest(stored) && serves(digestOf(stored.accessToken), stored) ? stored : undefined;
}
