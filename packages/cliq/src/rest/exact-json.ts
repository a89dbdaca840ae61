/**
 * Parses JSON; integers beyond 2^53 become strings of their digits, so that no id loses one. It may hold what nobody reads,
 * as large as an event can be: a text is parsed twice only where such an integer is in it. Throws `SyntaxError`.
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (text.length <= longestWalkedChars && !mayHoldUnsafeInteger(value, deepestWalk)) return value;
  const quoted = quoteUnsafeIntegers(text);
  return quoted === text ? value : JSON.parse(quoted);
}

/** An event has some 2,000, one of 25 messages 15,000; to walk through a longer one is not cheaper than to look through its text. */
const longestWalkedChars = 20_000;
/** An event has seven levels. */
const deepestWalk = 50;

/** Whether there is an integer beyond 2^53; true, too, of what is too deep to be looked at. */
function mayHoldUnsafeInteger(value: unknown, depth: number): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  for (const name in value) {
    const held = (value as Record<string, unknown>)[name];
    // Most are texts, and a call for each would cost more than all the rest here.
    if (typeof held !== "string" && mayHoldUnsafeInteger(held, depth - 1)) return true;
  }
  return false;
}

/** A value that `JSON.stringify` writes as a bare number with exactly these decimal digits. */
export function toExactNumber(digits: string): unknown {
  if (!/^(0|[1-9]\d*)$/.test(digits)) throw new TypeError("Not a string of decimal digits");
  return exact.rawJSON(digits);
}

// Node 24 has it ("JSON.parse source text access"); TypeScript's library does not list it yet.
const exact = JSON as unknown as { rawJSON(text: string): unknown };

/** No whole number beyond 2^53 has fewer digits. */
const fewestDigits = 16;
/** A whole number that is a value of its own: no part of another, and no name. */
const wholeNumber = /(?<=^|[\s:,[])-?[1-9]\d{15,}(?=\s*(?:[,\]}]|$))/y;

/**
 * Puts whole numbers beyond 2^53 in quotes; what is no JSON is none afterwards. Its work grows with the text's length, and
 * is little: of sixteen characters it looks at one, because of so many digits in a row that is one.
 */
function quoteUnsafeIntegers(text: string): string {
  const parts: string[] = [];
  let written = 0;
  // The first string that is not before this place, and where the last one before it ended.
  let quote = text.indexOf('"');
  let at = 0;
  for (let place = fewestDigits - 1; place < text.length; place += fewestDigits) {
    if (!isDigit(text.charCodeAt(place))) continue;
    // They reach at least half as far to one side of it.
    const half = fewestDigits / 2;
    if (!isDigit(text.charCodeAt(place - half)) && !isDigit(text.charCodeAt(place + half))) continue;
    let start = place;
    // Those before have been looked at.
    while (start > place - fewestDigits + 1 && isDigit(text.charCodeAt(start - 1))) start -= 1;
    if (text[start - 1] === "-") start -= 1;
    wholeNumber.lastIndex = start;
    const [digits] = wholeNumber.exec(text) ?? [];
    if (digits === undefined || Number.isSafeInteger(Number(digits))) continue;
    while (quote !== -1 && quote < start) {
      at = endOfString(text, quote);
      quote = text.indexOf('"', at);
    }
    if (at > start) continue;
    parts.push(text.slice(written, start), '"', digits, '"');
    written = start + digits.length;
  }
  return written === 0 ? text : parts.join("") + text.slice(written);
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
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
