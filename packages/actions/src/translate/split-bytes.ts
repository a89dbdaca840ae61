const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const graphemes = new Intl.Segmenter();

/**
 * Pieces of at most `limit` bytes of UTF-8 which joined are the text: cut between sentences where they fit, else
 * between characters as people see them, else (an accent pile beyond the limit) between code points.
 */
export function splitBytes(text: string, limit: number): string[] {
  if (Buffer.byteLength(text) <= limit) return [text];
  return pack(toUnits(text, limit), limit);
}

function toUnits(text: string, limit: number): string[] {
  return segmentsOf(sentences, text).flatMap((sentence) => {
    if (Buffer.byteLength(sentence) <= limit) return [sentence];
    return segmentsOf(graphemes, sentence).flatMap((grapheme) =>
      Buffer.byteLength(grapheme) <= limit ? [grapheme] : Array.from(grapheme),
    );
  });
}

function segmentsOf(segmenter: Intl.Segmenter, text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Joins neighbours as long as they fit. */
function pack(units: readonly string[], limit: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const unit of units) {
    const size = Buffer.byteLength(unit);
    if (bytes + size > limit) {
      pieces.push(piece);
      [piece, bytes] = ["", 0];
    }
    piece += unit;
    bytes += size;
  }
  return [...pieces, piece].filter((one) => one !== "");
}
