import { MalformedInvocation } from "@cliq-actions/core";

const { isUtf8 } = process.getBuiltinModule("node:buffer");

/** What is read stands at most so deep (Zoho's samples nest 8); below it nothing is looked at. */
const deepest = 32;

/** The JSON value of strict UTF-8 bytes, with whole numbers beyond 2^53 as strings of digits. It may hold what nobody reads. */
export function parseJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw new MalformedInvocation("body", "UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const value = parseText(text);
  return hasUnsafeInteger(value, deepest) ? parseText(text, keepDigits) : value;
}

type Reviver = (key: string, value: unknown, context: { source?: string }) => unknown;

function parseText(text: string, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    throw new MalformedInvocation("body", "JSON");
  }
}

const keepDigits: Reviver = (_key, value, { source }) =>
  typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source)
    ? source
    : value;

function hasUnsafeInteger(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null || depth === 0) return false;
  // Names are read where they stand: a list of them would be as large as the event.
  for (const name in value) if (hasUnsafeInteger((value as Record<string, unknown>)[name], depth - 1)) return true;
  return false;
}
