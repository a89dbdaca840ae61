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

/** What Zoho says after too many calls; the exact words are INFERRED ("Access Denied", "too many requests"). */
export function isTooMany(
  body: { error?: string | undefined; error_description?: string | undefined } | undefined,
): boolean {
  return /access.?denied|too many/i.test(`${body?.error ?? ""} ${body?.error_description ?? ""}`);
}
