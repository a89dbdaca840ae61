import { InvalidReply } from "../errors/invalid-reply.ts";
import { Button } from "./button.ts";
import { fitSlides } from "./fit-slides.ts";
import { replyLimits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import { Reply } from "./reply.ts";
import type { Slide } from "./slide.ts";
import { pictureAddress } from "./web-address.ts";

/** Cliq's own theme for cards, and "basic", which is in Zoho's newer SDK; {@link poll} and {@link prompt} make the others. */
const themes = ["modern-inline", "basic"] as const;

/** How a card looks. */
export type CardTheme = (typeof themes)[number];

/** What stands below a message's text. */
export interface MessageParts {
  /** Shown in this order; those beyond 20, and what is too long of them together, are cut and counted. */
  readonly slides?: readonly Slide[];
  /** At most five. */
  readonly buttons?: readonly Button[];
}

/** What a card is made of. */
export interface CardContent extends MessageParts {
  /** Cut at 200 characters. */
  readonly title: ReplyText;
  /** Cut at 5,000 characters. */
  readonly text: ReplyText;
  /** Defaults to "modern-inline". */
  readonly theme?: CardTheme;
  /** A public https address. */
  readonly thumbnail?: string;
}

const places = {
  text: { name: "Text", limitChars: replyLimits.textChars },
  title: { name: "Card title", limitChars: replyLimits.cardTitleChars },
};

/** A plain message, cut at 5,000 characters, with optional slides and up to five buttons. Only the person who clicked sees it. */
export function text(words: ReplyText, { slides, buttons }: MessageParts = {}): Reply {
  return toMessage(words, "", slides, buttons);
}

/** A message with a titled card. */
export function card(content: CardContent): Reply {
  const { theme = "modern-inline" } = content;
  if (!themes.includes(theme)) throw new InvalidReply(`A card's theme is one of ${themes.join(", ")}.`);
  return toCard(content, `"theme":"${theme}"`);
}

/** A message with a card of any theme. Its buttons stand beside the card, because Cliq refuses `card.buttons`. */
export function toCard(
  { title, text: words, thumbnail, slides, buttons }: Omit<CardContent, "theme">,
  look: string,
): Reply {
  const picture =
    thumbnail === undefined ? "" : `,"thumbnail":${JSON.stringify(pictureAddress(thumbnail, "A card's thumbnail"))}`;
  return toMessage(words, `,"card":{"title":${toJson(title, places.title)},${look}${picture}}`, slides, buttons);
}

function toJson(words: ReplyText, place: { name: string; limitChars: number }): string {
  return JSON.stringify(fit(words, place).source);
}

function toMessage(
  words: ReplyText,
  cardJson: string,
  slides: readonly Slide[] = [],
  buttons: readonly Button[] = [],
): Reply {
  if (buttons.length > replyLimits.buttons) {
    throw new InvalidReply(`A reply has ${buttons.length} buttons; Cliq allows ${replyLimits.buttons}.`);
  }
  const below = slides.length === 0 ? "" : `,"slides":${fitSlides(slides)}`;
  const pressable = buttons.length === 0 ? "" : `,"buttons":[${buttons.map(buttonJson).join(",")}]`;
  return new Reply(`{"text":${toJson(words, places.text)}${cardJson}${below}${pressable}}`);
}

function buttonJson(button: unknown, index: number): string {
  const json = Button.jsonOf(button);
  if (json !== undefined) return json;
  throw new InvalidReply(`Button ${index + 1} was not made by a builder.`);
}
