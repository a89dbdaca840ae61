/** Throws a sentence when something is told of a fault that it has not. */
export function checkKeys(what: string, given: object, known: readonly string[]): void {
  const odd = Object.keys(given).find((key) => !known.includes(key));
  if (odd !== undefined) throw new Error(`${what} has no "${odd}"; it may have ${known.join(", ")}.`);
}

/** Throws a sentence when a word of a fault is none of those that mean something. */
export function checkWord(what: string, key: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new Error(`${what}'s "${key}" is one of ${words.join(", ")}; ${JSON.stringify(word)} is none of them.`);
}

/** Throws a sentence when a fault would happen on none. */
export function checkCounts(what: string, counted: { nth?: number; times?: number }): void {
  for (const key of ["nth", "times"] as const) {
    const count = counted[key];
    if (count !== undefined && !(count >= 1)) throw new Error(`${what}'s "${key}" is a number from 1 on.`);
  }
}

const longestDelayMs = 2 ** 31 - 1;

/** Throws a sentence when a delay is longer than a timer can be. */
export function checkDelay(what: string, delayMs: number | undefined): void {
  if (delayMs !== undefined && !(delayMs >= 0 && delayMs <= longestDelayMs))
    throw new Error(`${what}'s "delayMs" is a number of milliseconds, at most ${longestDelayMs}.`);
}
