/** A duration people can compare: `0.8 ms`, `42 ms`, `1.3 s`. */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** A size in bytes, kB or MB (powers of ten). */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The time of day, as on this person's clock. */
export function formatTime(time: number): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(time);
}

/** "Today", "Yesterday", or the date. */
export function formatDay(time: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(time);
}

/** A language by its English name, for example `French`. */
export function formatLanguage(code: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}
