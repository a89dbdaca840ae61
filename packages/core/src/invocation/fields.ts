import { MalformedInvocation } from "../errors/malformed-invocation.ts";

/** A JSON object whose fields are read one by one; never spread or assigned, so `__proto__` stays inert. */
export type Fields = { readonly [name: string]: unknown };

/** Longest id the protocol page shows is about 60 characters; anything far beyond is not an id. */
const longestId = 256;

/** The object at `path`, or undefined when absent; null counts as absent. */
export function optionalFields(value: unknown, path: string): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw new MalformedInvocation(path, "an object");
  return value as Fields;
}

/** The list at `path`; absent counts as empty. */
export function optionalList(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedInvocation(path, "a list");
  return value as readonly unknown[];
}

/** The string at `path`, or undefined when absent or empty. */
export function optionalText(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new MalformedInvocation(path, "a string");
  return value;
}

/**
 * An id, as a string. Zoho's sample has strings where its SDK's types have integers, so both are taken
 * (protocol page 2.2, "typing hazards"); an integer beyond 2^53 must have been re-read losslessly before.
 */
export function optionalId(value: unknown, path: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string" && value.length <= longestId) return value;
  throw new MalformedInvocation(path, "an id: a string or a whole number");
}

/** Milliseconds since the epoch, sent as a number or as a string of digits. */
export function optionalTime(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  throw new MalformedInvocation(path, "milliseconds since the epoch");
}

/** A finite number at `path`, or undefined when absent. */
export function optionalNumber(value: unknown, path: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new MalformedInvocation(path, "a number");
}
