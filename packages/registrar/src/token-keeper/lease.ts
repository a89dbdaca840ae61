import { createHash } from "node:crypto";
import { TokenThrottled } from "@cliq-actions/cliq/oauth/token-throttled";
import type { KeeperPorts } from "./keeper-ports.ts";
import { isPaused, toPausedError, windowMs } from "./pause.ts";
import { readGrant } from "./read-grant.ts";
import type { SeenRow, TokenState } from "./token-row.ts";

/** Of the ten tokens Zoho gives in ten minutes, two are left to whoever else has the refresh token. */
const tokensPerWindow = 8;

/** The right to renew, until somebody who watched it long enough takes it away. */
export interface Lease {
  readonly seen: SeenRow;
  readonly grant: Awaited<ReturnType<typeof readGrant>>;
}

/**
 * Takes the lease and, with the same write, one of the tokens that may be asked for; undefined when somebody else
 * was faster. Throws the failure of a pause that holds, and `TokenThrottled` when the window is spent: then nobody
 * asks Zoho at all. Another refresh token has a window of its own and ends a pause at once.
 */
export async function takeLease(ports: KeeperPorts, seen: SeenRow): Promise<Lease | undefined> {
  const grant = await readGrant(ports.parameters);
  const now = ports.clock.now();
  const { state } = seen;
  const next = { ...spend(state, digestGrant(grant), now), version: state.version + 1, lease: { takenAt: now } };
  const taken = await ports.row.replace(seen, next);
  return taken === undefined ? undefined : { seen: taken, grant };
}

/** Goes on with a refresh token that was replaced meanwhile; undefined when it was not, or when the lease was lost. */
export async function renewGrant(ports: KeeperPorts, lease: Lease): Promise<Lease | undefined> {
  const grant = await readGrant(ports.parameters);
  const digest = digestGrant(grant);
  if (digest === lease.seen.state.grant) return undefined;
  const taken = await ports.row.replace(lease.seen, spend(lease.seen.state, digest, ports.clock.now()));
  return taken === undefined ? undefined : { seen: taken, grant };
}

/** Ends the lease and saves what came of it; false when it had been lost. */
export async function endLease(ports: KeeperPorts, { seen }: Lease, changes: Partial<TokenState>): Promise<boolean> {
  const { lease: _ended, ...rest } = { ...seen.state, ...changes };
  return (await ports.row.replace(seen, rest)) !== undefined;
}

function spend(state: TokenState, grant: string, now: number): TokenState {
  const { asked, pause } = state.grant === grant ? state : { asked: [], pause: undefined };
  if (isPaused(pause, now)) throw toPausedError(pause, now);
  // A time ahead of now was written by a clock that was wrong; it counts for as long as it is recent to us.
  const recent = asked.filter((at) => Math.abs(now - at) < windowMs);
  if (recent.length >= tokensPerWindow) throw new TokenThrottled(Math.max(0, Math.min(...recent) + windowMs - now));
  return { ...state, grant, pause, asked: [...recent, now] };
}

function digestGrant({ clientId, clientSecret, refreshToken }: Lease["grant"]): string {
  return createHash("sha256")
    .update(JSON.stringify([clientId, clientSecret, refreshToken]))
    .digest("hex");
}
