import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatBytes } from "../dom/format.ts";
import { icon } from "../dom/icon.ts";

/** A file someone sent: name, kind and size; its bytes exist in no local store. */
export function fileTile({ name, contentType, size }: NonNullable<PageMessage["file"]>): HTMLElement {
  return element(
    "div",
    { class: "file" },
    element("span", { class: "file-icon" }, icon(contentType.startsWith("image/") ? "image" : "file")),
    element(
      "span",
      { class: "file-text" },
      element("span", { class: "file-name", dir: "auto" }, name),
      element("span", { class: "file-facts" }, `${contentType} · ${formatBytes(size)}`),
    ),
  );
}
