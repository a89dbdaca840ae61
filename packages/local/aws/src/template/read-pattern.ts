/** Reads a regular expression of AWS's, which is one of Java's, as far as ECMAScript has the same; undefined where it has not. */
export function readPattern(source: string, where: "anywhere" | "whole" = "anywhere"): RegExp | undefined {
  // Java lets flags stand before the rest: (?i)a is (?i:a).
  const [, flags = "", rest = source] = /^\(\?([ims]+)\)([^]*)$/.exec(source) ?? [];
  const scoped = `(?${flags}:${rest})`;
  try {
    return new RegExp(where === "whole" ? `^${scoped}$` : scoped, /\\[pP]\{/.test(rest) ? "u" : "");
  } catch {
    return undefined;
  }
}
