import type { DrawnSlide, Drawing } from "./drawing.ts";
import { toPlainText } from "./to-plain-text.ts";

const spokenCharacters = 240;

/** What an answer says, in the words that somebody who listens to the page hears; a long one is cut. */
export function toSpokenReply(drawing: Drawing): string {
  const words = partsOf(drawing)
    .map((part) => toPlainText(part).trim())
    .filter((part) => part !== "")
    .map((part) => (/[.!?…。！？؟]$/u.test(part) ? part : `${part}.`))
    .join(" ");
  return words.length > spokenCharacters ? `${words.slice(0, spokenCharacters - 1).trimEnd()}…` : words;
}

function partsOf(drawing: Drawing): readonly string[] {
  switch (drawing.kind) {
    case "nothing":
      return ["nothing to show"];
    case "banner":
      return [drawing.text];
    case "form":
      return [`a form, ${drawing.title}`];
    case "message": {
      const { card, bot, text, slides, buttons } = drawing;
      const labels = buttons.map(({ label }) => label);
      return [
        bot?.name ?? "",
        card?.title ?? "",
        text,
        card?.options === undefined ? "" : `A poll: ${card.options.join(", ")}`,
        ...(card?.sections ?? []).flatMap(({ title, pairs }) => [title ?? "", ...spokenPairs(pairs)]),
        ...slides.flatMap((slide) => [slide.title ?? "", ...partsOfSlide(slide)]),
        labels.length === 0 ? "" : `Buttons: ${labels.join(", ")}`,
      ];
    }
    default:
      return [`an answer of the type ${drawing.type}`];
  }
}

function partsOfSlide(slide: DrawnSlide): readonly string[] {
  switch (slide.kind) {
    case "text":
      return [slide.text];
    case "list":
      return slide.items;
    case "label":
      return spokenPairs(slide.pairs);
    case "shares":
      return slide.shares.map(({ label, value }) => `${label}: ${value}`);
    case "graph":
      return [`A graph of ${slide.categories.map(({ name }) => name).join(", ")}`];
    case "table":
      return [slide.rows.length === 1 ? "A table of one row" : `A table of ${slide.rows.length} rows`];
    case "images":
      return [slide.urls.length === 1 ? "One picture" : `${slide.urls.length} pictures`];
    default:
      return [`A slide of the type ${slide.type}`];
  }
}

function spokenPairs(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return pairs.map(([name, value]) => `${name}: ${value}`);
}
