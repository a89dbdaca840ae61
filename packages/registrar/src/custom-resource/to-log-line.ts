import { redact } from "@cliq-actions/cliq/redact";

const longestTextChars = 4_000;

/** One JSON line; texts are redacted, then cut. Callers pass no address and no token all the same. */
export function toLogLine(
  level: "info" | "warn" | "error",
  message: string,
  fields: Readonly<Record<string, string | number>>,
): string {
  const texts = Object.entries({ message, ...fields }).map(([name, value]) => [
    name,
    typeof value === "string" ? redact(value).slice(0, longestTextChars) : value,
  ]);
  return `${JSON.stringify({ level, ...(Object.fromEntries(texts) as object) })}\n`;
}
