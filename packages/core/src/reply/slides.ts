import { InvalidReply } from "../errors/invalid-reply.ts";
import { distinct } from "./distinct.ts";
import { replyLimits } from "./limits.ts";
import { fit, type Markup, type ReplyText } from "./markup.ts";
import type { Slide } from "./slide.ts";
import { at, more, some, toSlide } from "./to-slide.ts";
import { pictureAddress } from "./web-address.ts";

const limitChars = replyLimits.slideTextChars;
const places = {
  // Leaves room for the number that tells equal ones apart.
  header: { name: "Table header", limitChars: limitChars - 10 },
  entry: { name: "Slide entry", limitChars },
  value: { name: "Slide entry", limitChars, mayBeBlank: true },
  text: { name: "Text slide", limitChars },
};

/** A table; every row has as many cells as there are headers. Rows that do not fit are counted in a last one. */
export function table(
  headers: readonly ReplyText[],
  rows: readonly (readonly ReplyText[])[],
  title?: ReplyText,
): Slide<"table"> {
  const names = some(headers, "table() headers").map((header) => fit(header, places.header));
  const cells = some(rows, "table() rows").map((row) => row.map((words) => fit(words, places.value)));
  if (cells.some((row) => row.length !== names.length))
    throw new InvalidReply("A table needs as many cells in each row as it has headers.");
  return toSlide("table", title, cells.length, (size) => {
    const drawn = distinct(names.map((name) => at(name, size)));
    const toRow = (row: readonly string[]): object =>
      Object.fromEntries(drawn.map((name, index) => [name, row[index] ?? ""]));
    const kept = cells.slice(0, size.entries).map((row) => toRow(row.map((words) => at(words, size))));
    return { headers: drawn, rows: [...kept, ...more(cells.length, size).map((note) => toRow([note]))] };
  });
}

/** A bulleted list. Items that do not fit are counted in a last one. */
export function list(items: readonly ReplyText[], title?: ReplyText): Slide<"list"> {
  const texts = some(items, "list() items").map(fitEntry);
  return toSlide("list", title, texts.length, (size) => [
    ...texts.slice(0, size.entries).map((text) => at(text, size)),
    ...more(texts.length, size),
  ]);
}

/** Names with values. INFERRED: `[{Name: value}]`, the form of Zoho's own handler sample (pages differ). */
export function label(pairs: Readonly<Record<string, ReplyText>>, title?: ReplyText): Slide<"label"> {
  const texts = some(Object.entries(pairs), "label() pairs").map(([name, words]): [Markup, Markup] => [
    fitEntry(name),
    fit(words, places.value),
  ]);
  const pair = (name: string, value: string): object => Object.fromEntries([[name, value]]);
  return toSlide("label", title, texts.length, (size) => [
    ...texts.slice(0, size.entries).map(([name, words]) => pair(at(name, size), at(words, size))),
    ...more(texts.length, size).map((note) => pair("…", note)),
  ]);
}

/** Pictures at public https addresses. */
export function images(urls: readonly string[], title?: ReplyText): Slide<"images"> {
  const data = some(urls, "images() addresses").map((url) => pictureAddress(url, "A picture of images()"));
  return toSlide("images", title, 1, () => data);
}

/** A paragraph of at most 1,000 characters. */
export function paragraph(words: ReplyText, title?: ReplyText): Slide<"text"> {
  const text = fit(words, places.text);
  return toSlide("text", title, 1, (size) => at(text, size));
}

/** Data has empty lines and names; they stand as texts with nothing to see do. */
function fitEntry(words: ReplyText): Markup {
  return fit(words === "" ? " " : words, places.entry);
}
