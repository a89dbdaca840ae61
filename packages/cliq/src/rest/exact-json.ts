/**
 * Parses JSON; integers beyond 2^53 become strings of their digits, so that no id loses one. It may hold what nobody reads, as
 * large as an event can be: it is parsed once, and no value of it is looked at. Throws `SyntaxError`.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(quoteUnsafeIntegers(text));
}

/** A value that `JSON.stringify` writes as a bare number with exactly these decimal digits. */
export function toExactNumber(digits: string): unknown {
  if (!/^(0|[1-9]\d*)$/.test(digits)) throw new TypeError("Not a string of decimal digits");
  return exact.rawJSON(digits);
}

// Node 24 has it ("JSON.parse source text access"); TypeScript's library does not list it yet.
const exact = JSON as unknown as { rawJSON(text: string): unknown };

/** Puts whole numbers beyond 2^53 in quotes; what is no JSON is none afterwards. Its work grows with the text's length. */
function quoteUnsafeIntegers(text: string): string {
  const digits = /-?\d{16,}/g;
  const parts: string[] = [];
  let written = 0;
  // Always outside of strings.
  let at = 0;
  for (let match = digits.exec(text); match !== null; match = digits.exec(text)) {
    for (let quote = text.indexOf('"', at); quote !== -1 && quote < match.index; quote = text.indexOf('"', at))
      at = endOfString(text, quote);
    if (at > match.index) digits.lastIndex = at;
    else if (isUnsafeInteger(text, match.index, match[0])) {
      parts.push(text.slice(written, match.index), '"', match[0], '"');
      written = digits.lastIndex;
    }
  }
  return written === 0 ? text : parts.join("") + text.slice(written);
}

/** Where the text goes on after the string that begins with this quote. */
function endOfString(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/** Whether these digits are a value of their own: no part of a number, no name, and none that a number can hold. */
function isUnsafeInteger(text: string, start: number, digits: string): boolean {
  const before = text[start - 1] ?? "";
  const after = /\s*(.?)/sy;
  after.lastIndex = start + digits.length;
  const [, next = ""] = after.exec(text) ?? [];
  return (
    /^-?[1-9]/.test(digits) && !/[.eE+\d]/.test(before) && !/[.eE:]/.test(next) && !Number.isSafeInteger(Number(digits))
  );
}
