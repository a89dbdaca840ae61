import { isWordCharacter } from "@cliq-actions/core";

/**
 * Where these words stand in a text by themselves, as they are written, in order and without overlap. Word ends are not
 * spaces: beside a letter of a script without them, such as Han or Thai, a word stands by itself.
 */
export function findWords(text: string, words: readonly string[]): { readonly start: number; readonly end: number }[] {
  const longestFirst = words.filter((word) => word.trim() !== "").toSorted((one, other) => other.length - one.length);
  const found: { start: number; end: number }[] = [];
  if (longestFirst.length === 0) return found;
  const firsts = new RegExp(longestFirst.map(toPattern).join("|"), "gu");
  for (let match = firsts.exec(text); match !== null; match = firsts.exec(text)) {
    const start = match.index;
    const word = longestFirst.find((one) => text.startsWith(one, start) && isWhole(text, start, start + one.length));
    const end = start + (word?.length ?? 0);
    if (word !== undefined) found.push({ start, end });
    firsts.lastIndex = word === undefined ? start + (text.codePointAt(start)! > 0xff_ff ? 2 : 1) : end;
  }
  return found;
}

function toPattern(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function isWhole(text: string, start: number, end: number): boolean {
  const [before, first, last, after] = [
    charBefore(text, start),
    charAt(text, start),
    charBefore(text, end),
    charAt(text, end),
  ];
  return !goesOn(before, first) && !goesOn(after, last);
}

/** Whether the word that ends with `edge` goes on with `beside`. */
function goesOn(beside: string, edge: string): boolean {
  return isWordCharacter(beside) && (isWordCharacter(edge) || !/\p{L}/u.test(edge));
}

function charAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function charBefore(text: string, index: number): string {
  return charAt(text, index - (/^[\uDC00-\uDFFF]/.test(text.slice(index - 1, index)) && index > 1 ? 2 : 1));
}
