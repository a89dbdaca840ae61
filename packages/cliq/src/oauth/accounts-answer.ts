import type * as z from "zod";

/** Milliseconds for one call to the accounts server. */
export const accountsTimeoutMs = 10_000;

/** The body of an accounts server's answer; undefined when it is not the JSON expected. */
export function parseAccountsBody<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** An error of the accounts server, as far as it says one. */
interface AccountsError {
  readonly error?: string | undefined;
  readonly error_description?: string | undefined;
}

/**
 * Whether Zoho says that there were too many calls: HTTP 400, "Access Denied", "You have made too many requests
 * continuously. Please try again after some time." (LIVE). "Access Denied" alone may also be a person without the right.
 */
export function isTooMany(body: AccountsError | undefined): boolean {
  return /too many requests|_THROTTLES_LIMIT_EXCEEDED/i.test(`${body?.error ?? ""} ${body?.error_description ?? ""}`);
}

/**
 * What an error says of the grant: that Zoho will not have it, that Zoho could not tell, or a word nobody knows, which says
 * neither. The first begin with a word of OAuth's or Zoho's own about the client, the code, the scope or the right.
 */
export function toVerdict({ error = "" }: AccountsError): "refused" | "unavailable" | "unknown" {
  if (/^(general_error|temporarily_unavailable|server_error|internal_server_error)\b/i.test(error))
    return "unavailable";
  return /^(invalid_|unauthorized_client|unsupported_|access.denied)/i.test(error) ? "refused" : "unknown";
}
