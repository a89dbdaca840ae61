import type { Drawing } from "./drawing.ts";
import { isFields, toFields, toList, toText } from "./fields.ts";
import { parseButton } from "./parse-button.ts";
import { parseSlide } from "./parse-slide.ts";

/** Reads the `output` of an answer into what Cliq would draw (protocol page 3.1 to 3.4). */
export function parseOutput(output: unknown): Drawing {
  if (output === "" || output === undefined || output === null) return { kind: "nothing" };
  if (!isFields(output)) return toOther("output", output);
  if (output["type"] === "banner") {
    return { kind: "banner", failed: output["status"] === "failure", text: toText(output["text"]) };
  }
  if (output["type"] === "form") return { kind: "form", title: toText(output["title"]), source: output };
  if (
    output["type"] === "form_error" ||
    (output["text"] === undefined && output["card"] === undefined && output["slides"] === undefined)
  ) {
    return toOther(toText(output["type"]) || "output", output);
  }
  return {
    kind: "message",
    text: toText(output["text"]),
    ...(isFields(output["card"]) ? { card: parseCard(output["card"]) } : {}),
    slides: toList(output["slides"]).map(parseSlide),
    buttons: toList(output["buttons"]).map(parseButton),
  };
}

function parseCard(value: unknown): { title: string; theme: string; thumbnail?: string } {
  const card = toFields(value);
  const thumbnail = toText(card["thumbnail"]);
  return {
    title: toText(card["title"]),
    theme: toText(card["theme"]) || "modern-inline",
    ...(thumbnail.startsWith("https://") ? { thumbnail } : {}),
  };
}

function toOther(type: string, value: unknown): Drawing {
  return { kind: "other", type, source: JSON.stringify(value, undefined, 2) };
}
