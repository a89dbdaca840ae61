import type { DrawnCard, DrawnSection, Drawing } from "./drawing.ts";
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
  const references = Object.entries(toFields(output["references"]));
  return {
    kind: "message",
    text: toText(output["text"]),
    ...(isFields(output["card"]) ? { card: parseCard(output["card"]) } : {}),
    ...(isFields(output["bot"]) ? { bot: parseBot(output["bot"]) } : {}),
    ...(references.length > 0 && {
      instantButtons: new Map(references.map(([key, value]) => [`$${key}`, parseButton(toFields(value)["object"])])),
    }),
    slides: toList(output["slides"]).map(parseSlide),
    buttons: toList(output["buttons"]).map(parseButton),
  };
}

function parseCard(value: unknown): DrawnCard {
  const { title, theme, thumbnail, options, sections } = toFields(value);
  return {
    title: toText(title),
    theme: toText(theme) || "modern-inline",
    ...(isPicture(thumbnail) && { thumbnail }),
    ...(Array.isArray(options) && { options: options.map((option) => toText(toFields(option)["text"])) }),
    ...(Array.isArray(sections) && { sections: sections.map(parseSection) }),
  };
}

function parseSection(value: unknown): DrawnSection {
  const { title, fields } = toFields(value);
  const pairs = toList(fields).map((field): [string, string] => {
    const { title: name, value: words } = toFields(field);
    return [toText(name), toText(words)];
  });
  return { ...(toText(title) !== "" && { title: toText(title) }), pairs };
}

function parseBot(value: unknown): { name: string; image?: string } {
  const { name, image } = toFields(value);
  return { name: toText(name), ...(isPicture(image) && { image }) };
}

function isPicture(value: unknown): value is string {
  return toText(value).startsWith("https://");
}

function toOther(type: string, value: unknown): Drawing {
  return { kind: "other", type, source: JSON.stringify(value, undefined, 2) };
}
