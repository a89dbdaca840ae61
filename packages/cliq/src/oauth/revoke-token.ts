import { UpstreamFailed } from "@cliq-actions/core";
import * as z from "zod";
import type { SendRequest } from "../http/send-request.ts";
import { redact } from "../redact.ts";
import { accountsTimeoutMs, isTooMany, parseAccountsBody, toVerdict } from "./accounts-answer.ts";
import { TokenThrottled } from "./token-throttled.ts";

/** What became of a token: it ended now, or Zoho did not know it (any more). */
export type Revocation = "revoked" | "unknown";

const text = z.string().optional().catch(undefined);
const revokeBody = z.object({ status: text, error: text, error_description: text });

/**
 * Ends a refresh token with its access tokens, or one access token. Of the two documented paths the accounts protocol's
 * own is used (https://zoho.com/accounts/protocol/oauth/revoke-refresh-token.html): success is `{"status":"success"}`,
 * a token Zoho does not know is HTTP 400. Throws `TokenThrottled`, or `UpstreamFailed` when the token's fate is unknown.
 */
export async function revokeToken(send: SendRequest, accountsOrigin: string, token: string): Promise<Revocation> {
  const outcome = await send({
    method: "POST",
    // In the query as documented (that a form is taken too is INFERRED): what a log may keep of it has ended.
    url: `${accountsOrigin}/oauth/v2/token/revoke?${new URLSearchParams({ token }).toString()}`,
    headers: { accept: "application/json" },
    timeoutMs: accountsTimeoutMs,
  });
  if (outcome.kind === "no-answer")
    throw new UpstreamFailed("Zoho accounts server", { status: redact(outcome.message) });
  const body = parseAccountsBody(revokeBody, outcome.text);
  if (outcome.status === 429 || isTooMany(body)) throw new TokenThrottled();
  if (outcome.status === 200 && body?.status === "success") return "revoked";
  // The body of the documented 400 is not documented: a word that is known to say something else is believed, though.
  const isAboutToken = body?.error === undefined ? outcome.status === 400 : toVerdict(body) === "refused";
  if (isAboutToken && outcome.status <= 400) return "unknown";
  throw new UpstreamFailed("Zoho accounts server", {
    status: body?.error === undefined ? outcome.status : redact(body.error, [token]).slice(0, 100),
  });
}
