import type { BucketView } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatBytes, formatTime } from "../dom/format.ts";
import { icon } from "../dom/icon.ts";
import { emptyNote } from "../panels/empty-note.ts";
import { server } from "../state/call-server.ts";

/** The objects of a bucket; each unfolds into its text. */
export function drawBucket({ objects, name, more, label }: BucketView, opened: Set<string>): HTMLElement[] {
  const head = element(
    "p",
    { class: "store-name" },
    element("span", { class: "tag" }, "S3"),
    element("span", { class: "store-id" }, name),
  );
  if (objects.length === 0)
    return [head, emptyNote("box", `No ${label.toLowerCase()} yet`, "Objects appear here as actions write them.")];
  const drawn = objects.map(({ key, size, modified }) => {
    const text = element(
      "pre",
      { class: "body-text", tabindex: 0, role: "region", "aria-label": `Contents of ${key}` },
      "Reading…",
    );
    const details = element(
      "details",
      { class: "object", "data-key": key },
      element(
        "summary",
        {},
        icon("file"),
        element("span", { class: "object-key" }, ...breakable(key)),
        element("span", { class: "object-facts" }, `${formatBytes(size)} · ${formatTime(modified)}`),
      ),
      text,
    );
    details.addEventListener("toggle", () => {
      if (!details.open) opened.delete(key);
      else {
        opened.add(key);
        void server.object(name, key).then(
          (content) => text.replaceChildren(content),
          (error: unknown) => text.replaceChildren(error instanceof Error ? error.message : String(error)),
        );
      }
    });
    details.open = opened.has(key);
    return details;
  });
  return [
    head,
    ...drawn,
    ...(more ? [element("p", { class: "note" }, "More objects than these are in the bucket.")] : []),
  ];
}

/** A key that may wrap after each slash. */
function breakable(key: string): (string | HTMLElement)[] {
  return key.split(/(?<=\/)/u).flatMap((part) => [part, element("wbr")]);
}
