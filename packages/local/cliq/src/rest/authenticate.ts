import type { CliqState } from "../cliq-state.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import { headerOf, type PlainRequest } from "../plain-http.ts";
import { Refusal } from "./refusal.ts";

/**
 * The person behind a request's access token, if it works and has the scope; `Bearer` and `Zoho-oauthtoken` are
 * both in use. Scopes compare without regard to case (INFERRED: Zoho's documents print both casings).
 */
export function authenticate(state: CliqState, request: PlainRequest, scope: string, now: number): FakePerson {
  const match = /^(?:Bearer|Zoho-oauthtoken) +(\S+)$/i.exec(headerOf(request, "authorization") ?? "");
  const token = state.accounts.accessTokens.get(match?.[1] ?? "");
  if (token === undefined || token.expiresAt <= now) {
    throw new Refusal(state.options.badTokenForm === 400 ? "oauthtoken_invalid" : "unauthenticated");
  }
  const wanted = `zohocliq.${scope.toLowerCase()}`;
  if (token.person === undefined || !token.scopes.some((granted) => granted.toLowerCase() === wanted)) {
    throw new Refusal(state.options.missingScopeCode);
  }
  return token.person;
}
