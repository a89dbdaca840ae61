import { element } from "../dom/element.ts";
import { drawInline } from "./draw-inline.ts";
import type { Inline } from "./inline.ts";
import { type Block, parseMarkup } from "./parse-markup.ts";

/** Text in Cliq's markdown as nodes; `names` are people written `@Name`. */
export function drawMarkup(source: string, names: readonly string[] = []): HTMLElement {
  return element("div", { class: "markup" }, ...parseMarkup(source, names).map(drawBlock));
}

function drawBlock(block: Block): HTMLElement {
  switch (block.kind) {
    case "heading":
      // The page's own headings end at h2; a message's begin below them.
      return element(
        "p",
        {
          class: `heading heading-${Math.min(block.level, 3)}`,
          dir: "auto",
          role: "heading",
          "aria-level": Math.min(block.level + 2, 6),
        },
        ...drawInline(block.inline),
      );
    case "code":
      return element("pre", { dir: "ltr" }, element("code", {}, block.text));
    case "rule":
      return element("hr");
    case "quote":
      return element("blockquote", { dir: "auto" }, ...drawLines(block.lines));
    default:
      return element("p", { dir: "auto" }, ...drawLines(block.lines));
  }
}

function drawLines(lines: readonly (readonly Inline[])[]): Node[] {
  return lines.flatMap((line, index) => (index === 0 ? drawInline(line) : [element("br"), ...drawInline(line)]));
}
