import { createHash } from "node:crypto";
import type { Clock } from "@cliq-actions/cliq/clock";
import type { SendRequest } from "@cliq-actions/cliq/http/send-request";
import { refreshAccessToken } from "@cliq-actions/cliq/oauth/refresh-access-token";
import { readAccessToken, type StoredToken, tokenMarginMs, writeAccessToken } from "../parameters/access-token.ts";
import type { ParameterStore } from "../parameters/parameter-store.ts";
import { readGrant } from "./read-grant.ts";

/** What the keeper works with. */
export interface KeeperPorts {
  readonly parameters: ParameterStore;
  readonly send: SendRequest;
  readonly accountsOrigin: string;
  readonly clock: Clock;
}

/**
 * Makes sure that a good access token is stored, and tells when it ends, never the token. Renews it when there is none,
 * when it ends within five minutes, or when it is the one (by SHA-256, hex) that Cliq refused: a caller who names a
 * token that has been replaced meanwhile costs no refresh.
 */
export async function keepAccessToken(ports: KeeperPorts, refused: string | undefined): Promise<{ expiresAt: number }> {
  const stored = await readAccessToken(ports.parameters);
  if (stored !== undefined && isGood(stored, refused, ports.clock.now())) return { expiresAt: stored.expiresAt };
  const grant = await readGrant(ports.parameters);
  const fresh = await refreshAccessToken(ports.send, { accountsOrigin: ports.accountsOrigin, ...grant });
  const token = { accessToken: fresh.accessToken, expiresAt: ports.clock.now() + fresh.lifetimeMs };
  await writeAccessToken(ports.parameters, token);
  return { expiresAt: token.expiresAt };
}

function isGood(token: StoredToken, refused: string | undefined, now: number): boolean {
  if (token.expiresAt - now < tokenMarginMs) return false;
  return refused !== createHash("sha256").update(token.accessToken).digest("hex");
}
