import { authorize, authorizeAnew } from "@cliq-actions/cliq/remedies";
import { digestOf } from "../digest.ts";
import { TokenThrottled } from "@cliq-actions/cliq/oauth/token-throttled";
import type { SeenRow } from "../conditional-rows.ts";
import type { KeeperPorts, TokenState } from "./token-row.ts";
import * as z from "zod";
import { Misconfigured } from "../environment.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { TokenRefused } from "@cliq-actions/cliq/oauth/token-refused";
import { ActionsError, UpstreamFailed } from "@cliq-actions/core";

/** Of the ten tokens Zoho gives in ten minutes, two are left to whoever else has the refresh token. */
const tokensPerWindow = 8;

/** The right to renew, until somebody who watched it long enough takes it away. */
export interface Lease {
  readonly seen: SeenRow<TokenState>;
  readonly grant: Grant;
}

/**
 * Takes the lease and, with the same write, one of the tokens that may be asked for; undefined when somebody else
 * was faster. Throws the failure of a pause that holds, and `TokenThrottled` when the window is spent: then nobody
 * asks Zoho at all. Another refresh token has a window of its own and ends a pause at once.
 */
export async function takeLease(ports: KeeperPorts, seen: Lease["seen"]): Promise<Lease | undefined> {
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

function digestGrant({ clientId, clientSecret, refreshToken }: Grant): string {
  return digestOf(JSON.stringify([clientId, clientSecret, refreshToken]));
}

type Grant = z.output<typeof clientSchema> & { readonly refreshToken: string };

const clientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

/** The self client and its refresh token, which only the token keeper can read. Throws {@link Misconfigured}. */
export async function readGrant(parameters: ParameterStore): Promise<Grant> {
  const client = await requireParameter(parameters, "oauth/client", authorize);
  const refreshToken = await requireParameter(parameters, "oauth/refresh-token", authorizeAnew);
  return { ...parseClient(client, parameters), refreshToken: refreshToken.trim() };
}

async function requireParameter(parameters: ParameterStore, name: string, remedy: string): Promise<string> {
  const value = await parameters.read(name);
  if (value !== undefined && value.trim() !== "") return value;
  throw new Misconfigured(`Parameter ${parameters.fullName(name)} does not exist: run ${remedy}`);
}

function parseClient(value: string, parameters: ParameterStore): z.output<typeof clientSchema> {
  try {
    return clientSchema.parse(JSON.parse(value));
  } catch {
    // The cause would quote the secret.
    throw new Misconfigured(
      `Parameter ${parameters.fullName("oauth/client")} is not {"clientId","clientSecret"}: run ${authorizeAnew}`,
    );
  }
}

/** The accounts server, or somebody in its place, answers in a way that is not documented and may be for ever, such as with a redirect. */
export class AnsweredOddly extends ActionsError {
  readonly code = "accounts_odd";
  readonly status: string;

  constructor(status: string) {
    super("The Zoho accounts server does not answer as documented: check the data centre, and what stands between");
    this.status = status;
  }
}

type Pause = NonNullable<TokenState["pause"]>;

/** Zoho counts the tokens of one refresh token over ten minutes. */
export const windowMs = 600_000;
/** After a refusal one call a minute shows soon enough that somebody authorised again. */
const refusedMs = 60_000;
const firstFailureMs = 5_000;

/** How long nobody asks after a failure, or undefined when the failure says nothing about the next call. */
export function toPause(error: unknown, before: Pause | undefined, now: number): Pause | undefined {
  const failures = (before?.failures ?? 0) + 1;
  if (error instanceof TokenThrottled) return { until: now + windowMs, code: error.code, reason: "too many", failures };
  if (error instanceof TokenRefused)
    return { until: now + refusedMs, code: error.code, reason: error.reason, failures };
  if (!(error instanceof UpstreamFailed || error instanceof AnsweredOddly)) return undefined;
  const restMs = Math.min(refusedMs, firstFailureMs * 2 ** Math.min(failures - 1, 10));
  return { until: now + restMs, code: error.code, reason: String(error.status ?? ""), failures };
}

/** The failure that a pause stands for. */
export function toPausedError({ code, reason, until }: Pause, now: number): Error {
  if (code === "token_refused") return new TokenRefused(reason);
  if (code === "token_throttled") return new TokenThrottled(until - now);
  if (code === "accounts_odd") return new AnsweredOddly(reason);
  return new UpstreamFailed("Zoho accounts server", { status: reason });
}

/** Whether a pause holds; a clock that was wrong cannot make it longer than any pause is. */
export function isPaused(pause: Pause | undefined, now: number): pause is Pause {
  return pause !== undefined && pause.until > now && pause.until <= now + windowMs;
}
