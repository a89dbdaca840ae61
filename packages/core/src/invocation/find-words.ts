import { isFields } from "./block.ts";

const deepest = 5;
const most = 50;
/** Fields that hold words, in messages of bots, cards and forwarded ones (INFERRED from Zoho's message objects). */
const wordy = new Set(["text", "title", "comment"]);
/** Blocks whose texts are about somebody or something else. */
const foreign = new Set(["sender", "file", "thumbnail", "mentions"]);

/** Whatever words there are in a message whose shape nobody documents, in its order, one to a line; empty if none. */
export function findWords(value: unknown): string {
  const found: string[] = [];
  collect(value, deepest, found);
  return found.join("\n");
}

function collect(value: unknown, depth: number, found: string[]): void {
  if (depth === 0 || typeof value !== "object" || value === null) return;
  if (!isFields(value)) {
    for (const item of value as readonly unknown[]) collect(item, depth - 1, found);
    return;
  }
  for (const [name, held] of Object.entries(value)) {
    if (found.length >= most) return;
    if (typeof held === "string") {
      if (wordy.has(name) && held.trim() !== "" && !found.includes(held)) found.push(held);
    } else if (!foreign.has(name)) collect(held, depth - 1, found);
  }
}
