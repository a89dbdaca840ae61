import { InvalidReply } from "../errors/invalid-reply.ts";
import { Button } from "./button.ts";
import { fitSlides } from "./fit-slides.ts";
import { replyLimits } from "./limits.ts";
import { fit, type ReplyText } from "./markup.ts";
import { Reply } from "./reply.ts";
import type { Slide } from "./slide.ts";
import { pictureAddress } from "./web-address.ts";

/** Cliq's themes for cards sent through REST, and "basic", which is in Zoho's newer SDK. */
const themes = ["modern-inline", "poll", "prompt", "basic"] as const;

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
  return new Reply(`{"text":${toJson(words, places.text)}${partsJson(slides, buttons)}}`);
}

/** A message with a titled card. Its buttons stand beside the card, because Cliq refuses `card.buttons`. */
export function card({ title, text: words, theme = "modern-inline", thumbnail, slides, buttons }: CardContent): Reply {
  if (!themes.includes(theme)) throw new InvalidReply(`A card's theme is one of ${themes.join(", ")}.`);
  const picture =
    thumbnail === undefined ? "" : `,"thumbnail":${JSON.stringify(pictureAddress(thumbnail, "A card's thumbnail"))}`;
  const head = `{"title":${toJson(title, places.title)},"theme":"${theme}"${picture}}`;
  return new Reply(`{"text":${toJson(words, places.text)},"card":${head}${partsJson(slides, buttons)}}`);
}

function toJson(words: ReplyText, place: { name: string; limitChars: number }): string {
  return JSON.stringify(fit(words, place).source);
}

function partsJson(slides: readonly Slide[] = [], buttons: readonly Button[] = []): string {
  if (buttons.length > replyLimits.buttons) {
    throw new InvalidReply(`A reply has ${buttons.length} buttons; Cliq allows ${replyLimits.buttons}.`);
  }
  const pressable = buttons.map((button, index) => buttonJson(button, index));
  return `${slides.length === 0 ? "" : `,"slides":${fitSlides(slides)}`}${pressable.length === 0 ? "" : `,"buttons":[${pressable.join(",")}]`}`;
}

function buttonJson(button: unknown, index: number): string {
  const json = Button.jsonOf(button);
  if (json !== undefined) return json;
  throw new InvalidReply(`Button ${index + 1} was not made by openUrl(), copyText() or systemCall().`);
}
