import { type ConnectionPool, connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import type { Connection, ConnectionDeclaration, Connections } from "@cliq-actions/core";
import { type AwsService, awsService } from "./aws-service.ts";
import { type CachedSecret, cachedSecret } from "./connect/cached-secret.ts";
import { isLoopback, originOf } from "./connect/origin-of.ts";
import { readSecret, toPutCommand } from "./connect/read-secret.ts";
import { sendThrough } from "./connect/send-through.ts";
import { toPhrase } from "./connect/to-phrase.ts";
import { holdPorts } from "./hold-ports.ts";
import { beforeFirstClick } from "./initialisation.ts";
import { followWork, limitsOf, type Work } from "./work-in-progress.ts";

/** Longest one request may take with all its retries, in milliseconds; less where the click has less left. */
const longestSendMs = 10_000;

/**
 * Clients for an action's connections, made at initialisation of its function. They share one pool; a secret is read at
 * its first use. See docs/architecture.md, "Connections".
 */
export function connect<const C extends Connections>(connections: C): { readonly [Name in keyof C]: Connection } {
  const pool = connectionPool();
  const currentWork = followWork();
  const openParameterStore = (): AwsService => awsService("ssm", { pool });
  const needsSecret = Object.values(connections).some(({ secret }) => secret !== undefined);
  const parameterStore = needsSecret ? holdPorts(openParameterStore) : openParameterStore;
  const clients = Object.entries(connections).map(([name, declaration]): [string, Connection] => [
    name,
    clientFor(pool, name, declaration, currentWork, parameterStore),
  ]);
  warmUp(pool, connections);
  return Object.fromEntries(clients) as { [Name in keyof C]: Connection };
}

function clientFor(
  pool: ConnectionPool,
  name: string,
  { origin, secret: secretName }: ConnectionDeclaration,
  currentWork: () => Work | undefined,
  parameterStore: () => AwsService,
): Connection {
  const secret: CachedSecret | undefined =
    secretName === undefined
      ? undefined
      : cachedSecret(
          async (timeoutMs) => readSecret(parameterStore(), secretName, timeoutMs),
          () => toPutCommand(secretName),
        );
  return {
    send: async (request) =>
      sendThrough(
        {
          pool,
          origin: originOf(name, origin, process.env),
          system: toPhrase(name),
          secret,
          ...limitsOf(currentWork(), longestSendMs, request.signal),
        },
        request,
      ),
  };
}

/** Opens connections while the function initialises, with a full CPU and nobody waiting; only on Lambda. */
function warmUp(pool: ConnectionPool, connections: Connections): void {
  if (process.env.AWS_LAMBDA_RUNTIME_API === undefined) return;
  try {
    const origins = Object.entries(connections).map(([name, { origin }]) => originOf(name, origin, process.env));
    for (const origin of new Set(origins)) if (!isLoopback(origin)) beforeFirstClick(async () => pool.warm(origin));
  } catch {
    // What is wrong is said at the request that needs it.
  }
}
