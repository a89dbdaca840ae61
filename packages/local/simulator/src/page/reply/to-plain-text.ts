import type { Inline } from "./inline.ts";
import { parseMarkup } from "./parse-markup.ts";

/** The text of a message without its marks, in one line. */
export function toPlainText(source: string): string {
  const blocks = parseMarkup(source).map((block) => {
    if (block.kind === "code") return block.text;
    if (block.kind === "rule") return "";
    return block.kind === "heading" ? toText(block.inline) : block.lines.map(toText).join(" ");
  });
  return blocks.join(" ").replaceAll(/\s+/gu, " ").trim();
}

function toText(parts: readonly Inline[]): string {
  return parts
    .map((part) => (part.kind === "button" ? part.label : "children" in part ? toText(part.children) : part.text))
    .join("");
}
