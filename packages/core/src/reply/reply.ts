import { ReplyLimitExceeded } from "../errors/reply-limit-exceeded.ts";
import type { BannerReply } from "./banner.ts";
import type { Button } from "./button.ts";
import { replyLimits } from "./limits.ts";
import { toWire, type Words } from "./markup.ts";
import type { Slide } from "./slide.ts";

/** How a card looks (Cliq's themes for cards sent through REST; "basic" is in Zoho's newer SDK). */
export type CardTheme = "modern-inline" | "poll" | "prompt" | "basic";

/** A message in Cliq's wire form; only the person who clicked sees it. Buttons are top-level: Cliq refuses `card.buttons`. */
export interface MessageReply {
  readonly text: string;
  readonly card?: { readonly title: string; readonly theme: CardTheme; readonly thumbnail?: string };
  readonly slides?: readonly Slide[];
  readonly buttons?: readonly Button[];
}

/** What an action answers, as a value. */
export type Reply = MessageReply | BannerReply;

interface Extras {
  readonly slides?: readonly Slide[];
  readonly buttons?: readonly Button[];
}

/** A plain message of at most 5,000 characters, with optional slides and up to five buttons. */
export function text(words: Words, extras: Extras = {}): MessageReply {
  return { text: toWire(words, "Text", replyLimits.text), ...checkExtras(extras) };
}

/** A message with a titled card. */
export function card(
  content: Extras & {
    readonly title: Words;
    readonly text: Words;
    /** Defaults to "modern-inline". */
    readonly theme?: CardTheme;
    /** A public https address. */
    readonly thumbnail?: string;
  },
): MessageReply {
  if (content.thumbnail !== undefined && !/^https:\/\/[^\s]+$/.test(content.thumbnail)) {
    throw new ReplyLimitExceeded("A card's thumbnail is a public https address.");
  }
  return {
    text: toWire(content.text, "Text", replyLimits.text),
    card: {
      title: toWire(content.title, "Card title", replyLimits.cardTitle),
      theme: content.theme ?? "modern-inline",
      ...(content.thumbnail === undefined ? {} : { thumbnail: content.thumbnail }),
    },
    ...checkExtras(content),
  };
}

function checkExtras({ slides = [], buttons = [] }: Extras): Extras {
  if (slides.length > replyLimits.slides) throw tooMany("slides", slides.length, replyLimits.slides);
  if (buttons.length > replyLimits.buttons) throw tooMany("buttons", buttons.length, replyLimits.buttons);
  const size = slides.length === 0 ? 0 : JSON.stringify(slides).length;
  if (size > replyLimits.slidesTotal) throw tooMany("characters in its slides", size, replyLimits.slidesTotal);
  return { ...(slides.length > 0 ? { slides } : {}), ...(buttons.length > 0 ? { buttons } : {}) };
}

function tooMany(what: string, count: number, limit: number): ReplyLimitExceeded {
  return new ReplyLimitExceeded(`A reply has ${count} ${what}; Cliq allows ${limit}.`);
}
