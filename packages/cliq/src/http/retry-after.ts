/**
 * How long `Retry-After` asks to stay away, in milliseconds: seconds or a date, which HTTP writes in GMT (RFC 9110, 5.6.7
 * and 10.2.3). Anything else asks for nothing.
 */
export function retryAfterMs(header: string | undefined, now: number): number {
  const value = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(value)) return 0;
  return Math.max(0, Date.parse(value) - now) || 0;
}
