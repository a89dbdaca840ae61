/** Where these words stand in a text by themselves, as they are written, in order and without overlap. */
export function findWords(text: string, words: readonly string[]): { readonly start: number; readonly end: number }[] {
  const longestFirst = words.filter((word) => word.trim() !== "").toSorted((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return [];
  const choice = longestFirst.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  const whole = new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${choice})(?![\\p{L}\\p{N}\\p{M}])`, "gu");
  return Array.from(text.matchAll(whole), ({ 0: word, index }) => ({ start: index, end: index + word.length }));
}
