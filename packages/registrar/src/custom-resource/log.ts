/** Writes one JSON line. Callers pass no secret: reasons are redacted, URLs and tokens are left out. */
export function log(level: "info" | "error", message: string, fields: Readonly<Record<string, unknown>>): void {
  const line = JSON.stringify({ level, message, ...fields });
  process.stdout.write(`${line.slice(0, 8_000)}\n`);
}
