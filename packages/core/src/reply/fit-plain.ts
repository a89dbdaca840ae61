import { InvalidReply } from "../errors/invalid-reply.ts";
import { cutText } from "../text/cut-text.ts";
import { isBlank } from "../text/is-blank.ts";
import { describeValue } from "./describe-value.ts";
import { longestTextChars } from "./markup.ts";
import { cleanText } from "./neutralise.ts";

/**
 * A line that Cliq shows as it is, without reading markup in it: cleaned, trimmed, and cut where it is too long. Of what is
 * optional, nothing and a line with nothing to see are undefined; else they throw {@link InvalidReply}.
 */
export function fitPlain(words: unknown, name: string, limitChars: number, isOptional = false): string | undefined {
  if (isOptional && words === undefined) return undefined;
  const shown = cleanText(cutText(expectText(words, name), longestTextChars)).trim();
  if (!isBlank(shown)) return cutText(shown, limitChars);
  if (isOptional) return undefined;
  throw new InvalidReply(`${name} must not be empty.`);
}

/** The value as a string; throws {@link InvalidReply} saying what came in its place. */
export function expectText(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw new InvalidReply(`${name} must be a string, not ${describeValue(value)}.`);
}
