/** An object of unknown origin, read field by field. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, or an empty one. */
export function toFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** Whether the value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as text: numbers and booleans in decimal, anything else empty. */
export function toText(value: unknown): string {
  return typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "";
}

/** The value as a list, or an empty one. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
