/** A moment as people read it, "2026-11-22 18:05 UTC"; `milliseconds` since the epoch. Beyond the calendar: "unknown". */
export function formatTime(milliseconds: number): string {
  const iso = toIsoTime(milliseconds);
  return iso === undefined ? "unknown" : `${iso.slice(0, -8).replace("T", " ")} UTC`;
}

/** ISO 8601 in UTC, or undefined for a moment that JavaScript's calendar does not hold (an event can name one). */
export function toIsoTime(milliseconds = Number.NaN): string | undefined {
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : undefined;
}
