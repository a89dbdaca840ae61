import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import type { Inline } from "./inline.ts";

const tags = { strong: "strong", emphasis: "em", strike: "s", underline: "u" } as const;

/** Draws the button within a text that a target such as `$1` stands for; nothing where there is none. */
export type DrawnParts = (target: string) => HTMLElement | undefined;

/** The text of a message as nodes. */
export function drawInline(parts: readonly Inline[], drawn: DrawnParts = () => undefined): Node[] {
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
          ...drawInline(part.children, drawn),
        );
      case "button":
        return (
          drawn(part.target) ??
          element(
            "button",
            {
              class: "inline-button",
              type: "button",
              on: { click: () => announce(`Cliq would run ${part.target} here; the simulator does not.`) },
            },
            part.label,
          )
        );
      default:
        return element(tags[part.kind], {}, ...drawInline(part.children, drawn));
    }
  });
}
