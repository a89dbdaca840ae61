import { isPlain } from "./plain-text.ts";

let graphemes: Intl.Segmenter | undefined;

/**
 * Plain text of at most `limitChars` characters (UTF-16 units), cut with "…" between two
 * [characters a person sees](https://unicode.org/reports/tr29/#Grapheme_Cluster_Boundaries).
 * For text that is stored or sent on as it is; what enters a reply is cut by its builder, or with core's `excerpt`.
 */
export function cutText(text: string, limitChars: number): string {
  if (text.length <= limitChars) return text;
  if (limitChars < 1) return "";
  return `${text
    .slice(0, lastBoundary(text, limitChars - 1))
    .trimEnd()
    .toWellFormed()}…`;
}

/** The first `count` characters a person sees, with "…" for the last of them where there are more. */
export function cutGraphemes(text: string, count: number): string {
  if (text.length <= count) return text;
  if (isPlain(text.slice(0, count + 1))) return `${text.slice(0, Math.max(0, count - 1)).trimEnd()}…`;
  const seen: string[] = [];
  for (const { segment } of segmenter().segment(text)) {
    if (seen.length === count) return `${seen.slice(0, -1).join("").trimEnd()}…`;
    seen.push(segment);
  }
  return text;
}

/** The last place at or before `end` where no character is cut in two; `end` itself within one that fills all of it. */
function lastBoundary(text: string, end: number): number {
  if (isPlain(text.slice(end - 1, end + 1))) return end;
  // Stryker disable OptionalChaining,MethodExpression: the index is inside the text; without the slice it only takes longer
  // One character more than fits, so that the last kept one is seen whole; a neighbour never reaches back further.
  const start = segmenter()
    .segment(text.slice(0, end + 65))
    .containing(end)?.index;
  // Stryker restore OptionalChaining,MethodExpression
  // A single "character" longer than the limit is an accent pile: any cut will do.
  return start || end;
}

/** Made at the first need: it costs more than everything else here together, and most texts do without. */
function segmenter(): Intl.Segmenter {
  graphemes ??= new Intl.Segmenter();
  return graphemes;
}
