/** Longest that initialisation waits, in milliseconds: it is billed, and somebody may be waiting for its end. */
export const longestInitialisationMs = 500;

/** Where the end of a bundle finds what to wait for (`footer` in infra/src/bundle-to.ts). */
const place = Symbol.for("cliq-actions.initialisation");

/** Null once it is over: a click is there. */
const holder = globalThis as { [place]?: Promise<unknown> | null };

/**
 * Begins work that the first click of a function would wait for on a part of a CPU, and lets initialisation wait for it.
 * What fails or takes too long is that click's to find; once there is a click, nothing is begun.
 */
export function beforeFirstClick(begin: () => Promise<unknown>): void {
  if (holder[place] === null) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, longestInitialisationMs);
  });
  const ended = Promise.race([begin(), late])
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
  holder[place] = Promise.all([holder[place], ended]);
}

/** Says that a click is there. */
export function endInitialisation(): void {
  holder[place] = null;
}
