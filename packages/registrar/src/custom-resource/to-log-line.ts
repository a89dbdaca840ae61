/** One JSON line of at most 8,000 characters. Callers pass no secret: reasons are redacted, URLs and tokens are left out. */
export function toLogLine(level: "info" | "error", message: string, fields: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ level, message, ...fields }).slice(0, 8_000)}\n`;
}
