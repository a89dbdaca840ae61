import type { Inline } from "./inline.ts";
import { parseMarkup } from "./parse-markup.ts";

/** The words of a message without its marks, in one line. */
export function toPlainText(source: string): string {
  const blocks = parseMarkup(source).map((block) => {
    if (block.kind === "code") return block.text;
    if (block.kind === "rule") return "";
    return block.kind === "heading" ? toWords(block.inline) : block.lines.map(toWords).join(" ");
  });
  return blocks.join(" ").replaceAll(/\s+/gu, " ").trim();
}

function toWords(parts: readonly Inline[]): string {
  return parts
    .map((part) => (part.kind === "button" ? part.label : "children" in part ? toWords(part.children) : part.text))
    .join("");
}
