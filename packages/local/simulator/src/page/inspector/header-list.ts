import { element } from "../dom/element.ts";

/** Headers, one a line. */
export function headerList(headers: Readonly<Record<string, string>>): HTMLElement {
  const names = Object.keys(headers).toSorted();
  return element(
    "dl",
    { class: "headers" },
    ...names.map((name) => element("div", {}, element("dt", {}, name), element("dd", {}, headers[name] ?? ""))),
  );
}
