import { InvalidReply } from "../errors/invalid-reply.ts";
import { fitSlides } from "./fit-slides.ts";
import { replyLimits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import { type CardContent, toCard } from "./message.ts";
import type { Reply } from "./reply.ts";
import { Slide } from "./slide.ts";
import { at, more, slideTitle, some } from "./to-slide.ts";

/** Names with values on a card, below a title where there is one. */
export interface CardSection {
  readonly title?: ReplyText;
  readonly fields: Readonly<Record<string, ReplyText>>;
}

/** What a card with sections is made of. */
export interface SectionedCardContent extends Omit<CardContent, "theme"> {
  /** At most twenty; fields that do not fit are counted in a last one. */
  readonly sections: readonly CardSection[];
}

/**
 * A message with a card that shows names and values in sections. One page of Zoho's documents them, for the theme
 * "modern-inline"; how long and how many they may be is UNKNOWN, so a reply's slides are the measure.
 */
export function sectionedCard({ sections, ...content }: SectionedCardContent): Reply {
  if (some(sections, "A card's sections").length > replyLimits.slides) {
    throw new InvalidReply(`A card has at most ${replyLimits.slides} sections; this one has ${sections.length}.`);
  }
  return toCard(content, `"theme":"modern-inline","sections":${fitSlides(sections.map(toDrawn))}`);
}

/** A section is cut as a slide is. */
function toDrawn({ title, fields }: CardSection): Slide {
  const limitChars = replyLimits.slideTextChars;
  const heading = title === undefined ? undefined : fit(title, slideTitle);
  const pairs = some(Object.entries(fields), "A section's fields").map(([name, words]) => ({
    title: fit(name === "" ? " " : name, { name: "Section field", limitChars }),
    value: fit(words, { name: "Section field", limitChars, mayBeBlank: true }),
  }));
  return new Slide(pairs.length, (size) => ({
    ...(heading === undefined ? {} : { title: at(heading, size) }),
    fields: [
      ...pairs.slice(0, size.entries).map(({ title, value }) => ({ title: at(title, size), value: at(value, size) })),
      ...more(pairs.length, size).map((note) => ({ title: "…", value: note })),
    ],
  }));
}
