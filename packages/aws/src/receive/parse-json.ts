import { MalformedInvocation } from "@cliq-actions/core";

const { isUtf8 } = process.getBuiltinModule("node:buffer");

/** No event in Zoho's samples nests deeper than 8 or holds a list of more than a channel's members. */
const bounds = { depth: 32, width: 10_000, values: 100_000 } as const;

/** The JSON value of strict UTF-8 bytes, bounded in depth and width, with whole numbers beyond 2^53 as strings of digits. */
export function parseJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw new MalformedInvocation("body", "UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const value = parseText(text);
  const survey = { values: 0, hasUnsafeInteger: false };
  measure(value, 1, survey);
  return survey.hasUnsafeInteger ? parseText(text, keepDigits) : value;
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

function measure(value: unknown, depth: number, survey: { values: number; hasUnsafeInteger: boolean }): void {
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) survey.hasUnsafeInteger = true;
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (depth > bounds.depth) throw new MalformedInvocation("body", `nested at most ${bounds.depth} deep`);
  const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
  survey.values += children.length;
  if (children.length > bounds.width || survey.values > bounds.values) {
    throw new MalformedInvocation("body", `at most ${bounds.width} entries wide`);
  }
  for (const child of children) measure(child, depth + 1, survey);
}
