const hourMs = 3_600_000;
const unknownMs = 300_000;
const daySeconds = 86_400;

/**
 * How long a fresh access token can be relied on, in milliseconds, at most an hour. Zoho's `expires_in` is documented
 * in seconds and has been seen in milliseconds, so anything beyond a day's seconds is taken as milliseconds;
 * what makes no sense counts as five minutes.
 */
export function toLifetimeMs(expiresIn: unknown): number {
  const value = typeof expiresIn === "string" && /^\d{1,12}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  if (typeof value !== "number" || !(value > 0) || value > daySeconds * 1_000) return unknownMs;
  return Math.min(value > daySeconds ? value : value * 1_000, hourMs);
}
