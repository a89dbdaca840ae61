const mayHoldUnsafeInteger = /\d{16}/;

/** Parses JSON and keeps integers beyond 2^53 exact, as `bigint`; throws `SyntaxError` like `JSON.parse`. */
export function parseExactJson(text: string): unknown {
  if (!mayHoldUnsafeInteger.test(text)) return JSON.parse(text);
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? "")
      ? BigInt(source ?? "")
      : value,
  );
}

/** A value that `JSON.stringify` writes as the bare number these decimal digits are. */
export function exactNumber(digits: string): unknown {
  return exact.rawJSON(digits);
}

// Node 24 has both (the "JSON.parse source text access" proposal); TypeScript's library does not list them yet.
const exact = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
};
const parseWithSource = exact.parse.bind(exact);
