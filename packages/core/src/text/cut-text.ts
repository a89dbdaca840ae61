const graphemes = new Intl.Segmenter();

/**
 * Plain text of at most `limit` characters (UTF-16 units), cut with "…" between two characters a person sees.
 * For text that is stored or sent on as it is; what enters a reply is cut with core's `excerpt`.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // One character more than fits, so that the last kept one is seen whole; a neighbour never reaches back further.
  const start = graphemes.segment(text.slice(0, limit + 64)).containing(limit - 1)?.index ?? 0;
  // A single "character" longer than the limit is an accent pile: any cut will do.
  const end = start === 0 ? limit - 1 : start;
  return `${text.slice(0, end).trimEnd().toWellFormed()}…`;
}
