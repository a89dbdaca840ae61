import { connectionPool } from "@cliq-actions/cliq/http/connection-pool";
import type { Connection } from "@cliq-actions/core";
import { cachedSecret } from "../connect/cached-secret.ts";
import { sendThrough } from "../connect/send-through.ts";
import { clockMs } from "../work-in-progress.ts";
import { toPhrase } from "../connect/to-phrase.ts";

/**
 * The client an action is given for the connection of this name, but to a system and with a secret of the test's
 * choosing: no AWS, no environment. A request with all its retries takes at most `longestSendMs`.
 */
export function connectTo(
  name: string,
  { origin, secret }: { readonly origin: string; readonly secret?: string | undefined },
  longestSendMs = 10_000,
): Connection {
  const pool = connectionPool();
  const kept =
    secret === undefined
      ? undefined
      : cachedSecret(
          () => Promise.resolve(secret),
          () => "give connectTo another",
        );
  return {
    send: (request) =>
      sendThrough(
        {
          pool,
          origin,
          system: toPhrase(name),
          secret: kept,
          endsAtMs: clockMs() + longestSendMs,
          signal: request.signal,
        },
        request,
      ),
  };
}
