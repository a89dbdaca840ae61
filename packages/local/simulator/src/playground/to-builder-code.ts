import { isDeepStrictEqual } from "node:util";
import {
  asBot,
  banner,
  type Button,
  card,
  InvalidReply,
  poll,
  prompt,
  type Reply,
  sectionedCard,
  type Slide,
  text,
  toResponseBody,
} from "@cliq-actions/core";
import { type Fields, isFields, toFields, toList } from "../page/reply/fields.ts";
import { call, listOf, type Made, optionsOf, plain } from "./made.ts";
import { toMadeButton } from "./to-made-button.ts";
import { toMadeSlide } from "./to-made-slide.ts";
import { toMadeWords } from "./to-made-words.ts";
import { withInstantButtons } from "./with-instant-buttons.ts";

/** Code that makes a reply with the builders of core, or a sentence on why there is none. */
export type BuilderCode = { readonly code: string } | { readonly reason: string };

/**
 * The builders' code for a reply as Cliq receives it. It is made beside the very value that it evaluates to, and given
 * only when that is the same reply.
 */
export function toBuilderCode(output: unknown): BuilderCode {
  try {
    const { code, value, uses } = toReply(output);
    const { output: built } = JSON.parse(toResponseBody(value)) as { output: unknown };
    if (!isDeepStrictEqual(built, output)) return { reason: differs };
    const names = [...uses].toSorted().join(", ");
    return { code: `import { ${names} } from "@cliq-actions/core";\n\nreturn ${code};\n` };
  } catch (error) {
    if (error instanceof InvalidReply) return { reason: `${differs} ${error.message}` };
    throw error;
  }
}

const differs = "No builder makes exactly this reply: copy it as JSON.";

function toReply(output: unknown): Made<Reply> {
  const reply = toFields(output);
  if (reply["type"] === "banner") {
    const failed = reply["status"] === "failure" ? [plain<"failure">("failure")] : [];
    return call("banner", banner, [toMadeWords(reply["text"]), ...failed]);
  }
  const message = withInstantButtons(reply["references"], (toWords) => toMessage(reply, toWords(reply["text"])));
  return isFields(reply["bot"]) ? call("asBot", asBot, [message, plain(reply["bot"])]) : message;
}

function toMessage(reply: Fields, words: Made<unknown>): Made<Reply> {
  const slides = toList(reply["slides"]).map(toMadeSlide);
  const buttons = toList(reply["buttons"]).map(toMadeButton);
  const parts = {
    ...(slides.length > 0 && { slides: listOf<Slide>(slides) }),
    ...(buttons.length > 0 && { buttons: listOf<Button>(buttons) }),
  };
  if (!isFields(reply["card"])) {
    const more = Object.keys(parts).length > 0 ? [optionsOf(parts)] : [];
    return call("text", text, [words, ...more]);
  }
  const { title, theme, thumbnail, options, sections } = reply["card"];
  const content = {
    title: toMadeWords(title),
    text: words,
    ...(thumbnail !== undefined && { thumbnail: plain(thumbnail) }),
  };
  switch (theme) {
    case "poll": {
      const choices = listOf(toList(options).map((option) => toMadeWords(toFields(option)["text"])));
      return call("poll", poll, [optionsOf({ ...content, options: choices, ...parts })]);
    }
    case "prompt":
      return call("prompt", prompt, [optionsOf({ ...content, ...parts, buttons: listOf(buttons) })]);
    default: {
      if (sections !== undefined) {
        const made = listOf(toList(sections).map(toSection));
        return call("sectionedCard", sectionedCard, [optionsOf({ ...content, sections: made, ...parts })]);
      }
      const look = theme !== "modern-inline" && { theme: plain(theme) };
      return call("card", card, [optionsOf({ ...content, ...look, ...parts })]);
    }
  }
}

function toSection(value: unknown): Made<object> {
  const { title, fields } = toFields(value);
  const pairs = toList(fields).map((field) => {
    const { title: name, value: words } = toFields(field);
    return [String(name), toMadeWords(words)] as const;
  });
  return optionsOf({
    ...(title !== undefined && { title: toMadeWords(title) }),
    fields: optionsOf(Object.fromEntries(pairs)),
  });
}
