import { isBlank } from "../text/is-blank.ts";
import type { Fields } from "./block.ts";

const deepest = 5;
const most = 50;
/** Most values looked at: a card has some dozens. */
const mostVisits = 10_000;
/** Fields that hold words, in messages of bots, cards and forwarded ones (INFERRED from Zoho's message objects). */
const wordy = new Set(["text", "title", "comment"]);
/** Blocks whose texts are about somebody or something else. */
const foreign = new Set(["sender", "file", "thumbnail", "mentions"]);

/** Whatever words there are in a message whose shape nobody documents, in its order, one to a line; empty if none. */
export function findWords(value: unknown): string {
  const found = new Set<string>();
  collect(value, deepest, { found, visits: 0 });
  return [...found].join("\n");
}

interface Search {
  readonly found: Set<string>;
  visits: number;
}

function collect(value: unknown, depth: number, search: Search): void {
  if (depth === 0) return;
  const isList = Array.isArray(value);
  // What is no object has no fields.
  for (const name in value as Fields) {
    search.visits += 1;
    if (search.found.size >= most || search.visits > mostVisits) return;
    const held = (value as Fields)[name];
    if (typeof held !== "string") {
      if (isList || !foreign.has(name)) collect(held, depth - 1, search);
    } else if (wordy.has(name) && !isBlank(held)) search.found.add(held);
  }
}
