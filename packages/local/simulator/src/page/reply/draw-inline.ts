import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import type { Inline } from "./inline.ts";

const tags = { strong: "strong", emphasis: "em", strike: "s", underline: "u" } as const;

/** The text of a message as nodes. */
export function drawInline(parts: readonly Inline[]): Node[] {
  return parts.map((part) => {
    switch (part.kind) {
      case "text":
        return document.createTextNode(part.text);
      case "code":
        return element("code", {}, part.text);
      case "mention":
        return element("span", { class: "mention" }, part.text);
      case "link":
        return element(
          "a",
          { dir: "auto", href: part.url, target: "_blank", rel: "noopener noreferrer" },
          ...drawInline(part.children),
        );
      case "button":
        return element(
          "button",
          {
            class: "inline-button",
            type: "button",
            on: { click: () => announce(`Cliq would run ${part.target} here; the simulator does not.`) },
          },
          part.label,
        );
      default:
        return element(tags[part.kind], {}, ...drawInline(part.children));
    }
  });
}
