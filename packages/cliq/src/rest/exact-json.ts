const mayHoldUnsafeInteger = /\d{16}/;

/** Parses JSON; integers beyond 2^53 become strings of their digits, so that no id loses one. Throws `SyntaxError`. */
export function parseExactJson(text: string): unknown {
  if (!mayHoldUnsafeInteger.test(text)) return JSON.parse(text);
  return exact.parse(text, (_key, value, { source }) => (isUnsafeInteger(value, source) ? source : value));
}

/** A value that `JSON.stringify` writes as a bare number with exactly these decimal digits. */
export function toExactNumber(digits: string): unknown {
  if (!/^(0|[1-9]\d*)$/.test(digits)) throw new TypeError("Not a string of decimal digits");
  return exact.rawJSON(digits);
}

function isUnsafeInteger(value: unknown, source: string | undefined): boolean {
  return typeof value === "number" && !Number.isSafeInteger(value) && source !== undefined && /^-?\d+$/.test(source);
}

// Node 24 has both ("JSON.parse source text access"); TypeScript's library does not list them yet.
const exact = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
};
