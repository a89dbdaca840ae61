import { InvalidReply } from "../errors/invalid-reply.ts";
import { replyLimits } from "./limits.ts";
import { fit, type Markup, type ReplyText, shorten } from "./markup.ts";
import { Slide, type SlideSize, type SlideType } from "./slide.ts";

/** The title of a slide as its place. */
export const slideTitle = { name: "Slide title", limitChars: replyLimits.cardTitleChars };

/** A slide of any type, with a title where it has one. */
export function toSlide<Type extends SlideType>(
  type: Type,
  heading: ReplyText | undefined,
  entries: number,
  draw: (size: SlideSize) => unknown,
): Slide<Type> {
  const words = heading === undefined ? undefined : fit(heading, slideTitle);
  return new Slide<Type>(entries, (size) => ({
    type,
    ...(words === undefined ? {} : { title: at(words, size) }),
    data: draw(size),
  }));
}

/** The words at a size. */
export function at(words: Markup, { textChars }: SlideSize): string {
  return shorten(words, textChars).source;
}

/** What says how many entries a size leaves out: a list of one, or of none. */
export function more(count: number, { entries }: SlideSize): readonly string[] {
  return count > entries ? [`… and ${count - entries} more`] : [];
}

/** The items, of which there is at least one. */
export function some<T>(items: readonly T[], what: string): readonly T[] {
  if (Array.isArray(items) && items.length > 0) return items;
  throw new InvalidReply(`${what} must be a list of at least one: leave the slide out when there is nothing to show.`);
}
