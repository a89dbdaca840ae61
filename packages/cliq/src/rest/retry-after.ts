/** Every message-action and function endpoint is locked for five minutes once its threshold is exhausted (CONFIRMED). */
export const lockMs = 300_000;
const longestLockMs = 3_600_000;

/** How long to stay away: what Cliq says, but at least its documented lock and at most an hour. Garbage counts as nothing. */
export function parseRetryAfter(header: string | undefined, now: number): number {
  const asked = header === undefined ? 0 : toMilliseconds(header.trim(), now);
  return Math.min(Math.max(asked, lockMs), longestLockMs);
}

function toMilliseconds(header: string, now: number): number {
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} /.test(header)) return 0;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : at - now;
}
