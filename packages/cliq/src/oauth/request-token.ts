import { UpstreamFailed } from "@cliq-actions/core";
import * as z from "zod";
import type { SendRequest } from "../http/send-request.ts";
import { redact } from "../redact.ts";
import { accountsTimeoutMs, isTooMany, parseAccountsBody, toVerdict } from "./accounts-answer.ts";
import { toLifetimeMs } from "./token-lifetime.ts";
import { TokenThrottled } from "./token-throttled.ts";

/** The parameters of `POST {accounts}/oauth/v2/token`, as Zoho spells them. */
export type TokenQuestion = { readonly client_id: string; readonly client_secret: string } & (
  | { readonly grant_type: "refresh_token"; readonly refresh_token: string }
  | { readonly grant_type: "authorization_code"; readonly code: string }
);

/** What Zoho said: a token, or its own word for why not, without secrets. */
export type TokenAnswer =
  | {
      readonly kind: "granted";
      readonly accessToken: string;
      /** Milliseconds from its receipt. */
      readonly lifetimeMs: number;
      readonly refreshToken: string | undefined;
      /** The scopes the token reports; it may lack them all the same. */
      readonly scopes: readonly string[];
    }
  | {
      readonly kind: "refused";
      readonly reason: string;
      /** Whether the reason is known to be final. */ readonly known: boolean;
    };

const text = z.string().min(1).optional().catch(undefined);
const tokenBody = z.object({
  access_token: text,
  refresh_token: text,
  scope: text,
  expires_in: z.unknown().optional(),
  error: text,
  error_description: text,
});

const openParameters = new Set(["grant_type", "client_id"]);

/**
 * Asks the accounts server for a token. Its errors come with HTTP 200 too, so success is 2xx and an access token.
 * Throws {@link TokenThrottled}, or `UpstreamFailed` when the server does not answer properly.
 */
export async function requestToken(
  send: SendRequest,
  accountsOrigin: string,
  question: TokenQuestion,
): Promise<TokenAnswer> {
  const outcome = await send({
    method: "POST",
    url: `${accountsOrigin}/oauth/v2/token`,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    // In the body rather than the documented query: query strings end up in logs.
    body: new URLSearchParams(question).toString(),
    timeoutMs: accountsTimeoutMs,
  });
  if (outcome.kind === "no-answer")
    throw new UpstreamFailed("Zoho accounts server", {
      status: redact(outcome.message),
      transient: outcome.transient,
    });
  const body = parseAccountsBody(tokenBody, outcome.text);
  const isSuccess = outcome.status >= 200 && outcome.status < 300;
  if (isSuccess && body?.access_token !== undefined) {
    return {
      kind: "granted",
      accessToken: body.access_token,
      lifetimeMs: toLifetimeMs(body.expires_in),
      refreshToken: body.refresh_token,
      scopes: body.scope?.split(/[\s,]+/) ?? [],
    };
  }
  if (outcome.status === 429 || isTooMany(body)) throw new TokenThrottled();
  if (body?.error === undefined)
    throw new UpstreamFailed("Zoho accounts server", {
      status: isSuccess ? `HTTP ${outcome.status} without a token` : outcome.status,
      transient: mayPass(outcome.status),
    });
  const clean = (words: string): string => redact(words, secretsOf(question)).slice(0, 200).toWellFormed();
  const verdict = outcome.status >= 500 ? "unavailable" : toVerdict(body);
  if (verdict === "refused") return { kind: "refused", reason: clean(body.error), known: true };
  const said = clean([body.error, body.error_description].filter((words) => words !== undefined).join(", "));
  if (verdict === "unknown") return { kind: "refused", reason: said, known: false };
  throw new UpstreamFailed("Zoho accounts server", { status: `HTTP ${outcome.status}, "${said}"` });
}

/** Whether a status without a word of Zoho's own passes by itself; a redirect, or a page in the place of an answer, may stay. */
function mayPass(status: number): boolean {
  return status >= 500 || [408, 425].includes(status);
}

function secretsOf(question: TokenQuestion): string[] {
  return Object.entries(question).flatMap(([key, value]) => (openParameters.has(key) ? [] : [value]));
}
