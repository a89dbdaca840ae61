import { findNames } from "../text/find-names.ts";
import { isPlain } from "../text/plain-text.ts";

/**
 * INFERRED, in this one place: Cliq reads its markup off adjacent characters, so a zero-width space inside a
 * sequence shows the same text and means nothing. Verify on a live organisation.
 */
export const breaker = "\u200B";

/** How many combining marks may follow one letter before the rest is dropped; real scripts need at most a few. */
const combiningMarks = 4;

// Controls except tab and newline, and the characters that reorder or hide text.
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u061C\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
const combining = new RegExp(`(\\p{M}{${combiningMarks}})\\p{M}+`, "gu");
const style = /[*_~`{}[\]]/gu;

/** Nearly every text of printable ASCII holds nothing of it; looked for first, as it takes half the time. */
const unusual = /[^\t\n "$-)+,./\dA-Za-z:;<=?\\^|]/;
/** What alone can need care. */
const needsCare = /[^\t\n -~]|[*_~`{}[\]@]|^[ \t]*[!>#-]/mu;

/** Text without control characters, direction overrides, piled-up accents or lone surrogates. */
export function cleanText(text: string): string {
  const seen = text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029]/gu, "\n")
    .replaceAll(invisible, "");
  return isPlain(seen) ? seen : seen.replaceAll(combining, "$1");
}

/** Text written by people, shown as they wrote it but without any effect: no mention, link, button or style. */
export function neutralise(text: string): string {
  if (!unusual.test(text) || !needsCare.test(text)) return text;
  const clean = cleanText(text);
  let inert = "";
  let from = 0;
  for (const { kind, start, end } of findNames(clean)) {
    if (kind !== "web" && kind !== "mail") continue;
    const address = clean.slice(start, end);
    inert += breakMarkup(clean.slice(from, start));
    // An address stays as it is, its host in plain sight, but for what a mention or a style could be made of.
    inert += kind === "web" ? breakMentions(breakMarks(address, /[*~]/gu)) : breakMarks(address, style);
    from = end;
  }
  return breakLineStarts(inert + breakMarkup(clean.slice(from)));
}

function breakMarkup(text: string): string {
  return breakMentions(breakMarks(text, style));
}

function breakMarks(text: string, marks: RegExp): string {
  return text.replaceAll(marks, (mark) => `${mark}${breaker}`);
}

function breakMentions(text: string): string {
  return text.replaceAll(/@(?=\S)/gu, `@${breaker}`);
}

function breakLineStarts(text: string): string {
  return text.replaceAll(/^[ \t]*(?=[!>#-])/gmu, (indent) => `${indent}${breaker}`);
}
