import { element } from "../dom/element.ts";
import { drawInline, type DrawnParts } from "./draw-inline.ts";
import type { Inline } from "./inline.ts";
import { type Block, parseMarkup } from "./parse-markup.ts";

/** Text in Cliq's markdown as nodes; `names` are people written `@Name`, and `parts` draws the buttons within the text. */
export function drawMarkup(source: string, names: readonly string[] = [], parts?: DrawnParts): HTMLElement {
  return element("div", { class: "markup" }, ...parseMarkup(source, names).map((block) => drawBlock(block, parts)));
}

function drawBlock(block: Block, parts: DrawnParts | undefined): HTMLElement {
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
        ...drawInline(block.inline, parts),
      );
    case "code":
      return element("pre", { dir: "ltr" }, element("code", {}, block.text));
    case "rule":
      return element("hr");
    case "quote":
      return element("blockquote", { dir: "auto" }, ...drawLines(block.lines, parts));
    default:
      return element("p", { dir: "auto" }, ...drawLines(block.lines, parts));
  }
}

function drawLines(lines: readonly (readonly Inline[])[], parts: DrawnParts | undefined): Node[] {
  return lines.flatMap((line, index) => {
    const drawn = drawInline(line, parts);
    return index === 0 ? drawn : [element("br"), ...drawn];
  });
}
