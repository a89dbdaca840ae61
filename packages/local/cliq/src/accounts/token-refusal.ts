import { jsonResponse, type PlainResponse } from "../plain-http.ts";

/**
 * The accounts server's refusals. That they come with HTTP 200 is CONFIRMED by logs for `invalid_code`; for the
 * others it is INFERRED from it. The words of `unsupported_grant_type` are UNKNOWN.
 */
export type TokenRefusalCode =
  | "invalid_code"
  | "invalid_client"
  | "invalid_client_secret"
  | "invalid_scope"
  | "unsupported_grant_type";

/** The answer to a request for a token that is refused. */
export function toTokenRefusal(code: TokenRefusalCode): PlainResponse {
  return jsonResponse(200, JSON.stringify({ error: code }));
}

/** The answer after ten access tokens in ten minutes; its status is INFERRED to be 400, others report 200. */
export function toAccessDenied(status: 400 | 200): PlainResponse {
  return jsonResponse(
    status,
    JSON.stringify({
      error_description: "You have made too many requests continuously. Please try again after some time.",
      error: "Access Denied",
      status: "failure",
    }),
  );
}

/** The answer to the revocation of a token nobody has: HTTP 400 is documented, the body is not. */
export function toRevokeRefusal(): PlainResponse {
  return jsonResponse(400, JSON.stringify({ error: "invalid_token" }));
}
