import { ReplyLimitExceeded } from "../errors/reply-limit-exceeded.ts";
import { neutralise } from "./neutralise.ts";

/** Cliq markup that an author vouches for. Made only by {@link markup} and {@link excerpt}. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

/** Words for a reply: a plain string is taken as written by people and neutralised; {@link Markup} is trusted. */
export type Words = string | Markup;

/**
 * The one way to trust markup: the template's own text is kept, what is interpolated is neutralised.
 * `markup\`*${subject}* was created\`` is bold whatever the subject holds.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly (Words | number)[]): Markup {
  const parts = strings.flatMap((literal, index) => {
    const value = values[index];
    return value === undefined
      ? [literal]
      : [literal, value instanceof Markup ? value.source : neutralise(String(value))];
  });
  return new Markup(parts.join(""));
}

/**
 * People's text, neutralised and cut to at most `limit` characters (UTF-16 units) with "…",
 * never through a character a person sees as one. Use it wherever text of unknown length enters a reply.
 */
export function excerpt(text: string, limit: number): Markup {
  const inert = neutralise(text);
  if (inert.length <= limit) return new Markup(inert);
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(inert)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return new Markup(`${kept.trimEnd()}…`);
}

/** The wire form of words, refused when it is longer than Cliq documents for `part`. */
export function toWire(words: Words, part: string, limit: number): string {
  const wire = words instanceof Markup ? words.source : neutralise(words);
  if (wire.length <= limit) return wire;
  throw new ReplyLimitExceeded(`${part} has ${wire.length} characters; Cliq allows ${limit}. Cut it with excerpt().`);
}
