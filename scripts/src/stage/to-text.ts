/** A value of one of an action's fields as a person reads it. */
export function toText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value !== "string") return String(value);
  if (/^[0-9a-f]{64}$/.test(value)) return `sha256 ${value.slice(0, 12)}…`;
  return value.startsWith("http") ? value : `"${value}"`;
}
