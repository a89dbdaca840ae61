/** Ids and opaque strings in a fixed order, so that a run with the same seed is the same run. */
export interface SeededSource {
  /** A 17-digit id as Cliq's are: above 2^53, and neighbours differ by less than a double can hold. */
  nextId(): string;
  /** Lower-case hexadecimal digits that do not repeat. */
  nextHex(length: number): string;
}

/** A source whose every value follows from `seed` and the number of calls before. */
export function createSeededSource(seed: number): SeededSource {
  let ids = 0n;
  let state = (seed * 0x9e3779b9) >>> 0;
  const firstId = 53_719_000_002_124_010n + BigInt(seed) * 1_000_000n;

  // splitmix32: short, well spread, and needs no state but one integer.
  function nextWord(): string {
    state = (state + 0x9e3779b9) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return ((word ^ (word >>> 15)) >>> 0).toString(16).padStart(8, "0");
  }

  return {
    nextId: () => String(firstId + ids++),
    nextHex(length) {
      let digits = "";
      while (digits.length < length) digits += nextWord();
      return digits.slice(0, length);
    },
  };
}
