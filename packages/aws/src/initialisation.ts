/** Longest that initialisation waits, in milliseconds: it is billed, and somebody may be waiting for its end. */
const longestMs = 500;

/** Where the end of a bundle finds what to wait for (`footer` in infra/src/bundle-to.ts). */
const place = Symbol.for("cliq-actions.initialisation");

/**
 * Lets the initialisation of a function wait for work that its first click would wait for on a part of a CPU. What fails
 * or takes too long is that click's to find.
 */
export function beforeFirstClick(work: Promise<unknown>): void {
  const holder = globalThis as { [place]?: Promise<unknown> };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, longestMs);
  });
  const over = Promise.race([work, late])
    .catch(() => undefined)
    .finally(() => clearTimeout(timer));
  holder[place] = Promise.all([holder[place], over]);
}
