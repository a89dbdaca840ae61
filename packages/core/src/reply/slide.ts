import { ReplyLimitExceeded } from "../errors/reply-limit-exceeded.ts";
import { replyLimits } from "./limits.ts";
import { toWire, type Words } from "./markup.ts";

/** One block below a message's text, in Cliq's wire form. */
export type Slide =
  | (Titled & { readonly type: "table"; readonly data: TableData })
  | (Titled & { readonly type: "list"; readonly data: readonly string[] })
  | (Titled & { readonly type: "label"; readonly data: readonly { readonly [label: string]: string }[] })
  | (Titled & { readonly type: "images"; readonly data: readonly string[] })
  | (Titled & { readonly type: "text"; readonly data: string });

interface Titled {
  readonly title?: string;
}

interface TableData {
  readonly headers: readonly string[];
  readonly rows: readonly { readonly [header: string]: string }[];
}

/** A table; every row has as many cells as there are headers. */
export function table(headers: readonly Words[], rows: readonly (readonly Words[])[], title?: Words): Slide {
  const names = headers.map((header) => cell(header));
  const uneven = rows.find((row) => row.length !== names.length);
  if (names.length === 0 || uneven !== undefined || new Set(names).size !== names.length) {
    throw new ReplyLimitExceeded("A table needs distinct headers and as many cells in each row.");
  }
  const toRow = (row: readonly Words[]): [string, string][] =>
    row.map((words, index) => [names[index] ?? "", cell(words)]);
  return {
    type: "table",
    ...titled(title),
    data: { headers: names, rows: rows.map((row) => Object.fromEntries(toRow(row))) },
  };
}

/** A bulleted list. */
export function list(items: readonly Words[], title?: Words): Slide {
  return { type: "list", ...titled(title), data: items.map((item) => cell(item)) };
}

/** Names with values. INFERRED: `[{Name: value}]`, the form of Zoho's own handler sample (pages differ). */
export function label(pairs: Readonly<Record<string, Words>>, title?: Words): Slide {
  const data = Object.entries(pairs).map(([name, words]) => Object.fromEntries([[cell(name), cell(words)]]));
  return { type: "label", ...titled(title), data };
}

/** Pictures at public https addresses. */
export function images(urls: readonly string[], title?: Words): Slide {
  const bad = urls.find((url) => !/^https:\/\/[^\s]+$/.test(url));
  if (bad !== undefined) throw new ReplyLimitExceeded("An images slide shows public https addresses only.");
  return { type: "images", ...titled(title), data: [...urls] };
}

/** A paragraph of at most 1,000 characters. */
export function paragraph(words: Words, title?: Words): Slide {
  return { type: "text", ...titled(title), data: toWire(words, "Text slide", replyLimits.textSlide) };
}

function titled(title: Words | undefined): Titled {
  return title === undefined ? {} : { title: toWire(title, "Slide title", replyLimits.cardTitle) };
}

function cell(words: Words): string {
  return toWire(words, "Slide entry", replyLimits.textSlide);
}
