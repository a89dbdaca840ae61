const longestTextChars = 4_000;

/** One JSON line; long texts are cut. Callers pass no secret: reasons are redacted, URLs and tokens are left out. */
export function toLogLine(
  level: "info" | "error",
  message: string,
  fields: Readonly<Record<string, string | number>>,
): string {
  const short = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value.slice(0, longestTextChars) : value,
  ]);
  return `${JSON.stringify({ level, message, ...(Object.fromEntries(short) as object) })}\n`;
}
