import { copyButton } from "../dom/copy-button.ts";
import { element } from "../dom/element.ts";
import { formatBytes } from "../dom/format.ts";
import { toJsonTokens, toPrettyJson } from "./json-token.ts";

/** A body, pretty or exactly as it travelled. */
export function bodyView(body: string, label: string): HTMLElement {
  const code = element("pre", { class: "body-text", tabindex: 0, role: "region", "aria-label": label });
  const raw = element("button", { class: "quiet", type: "button", "aria-pressed": "false" }, "Raw");
  const draw = (): void => {
    const isRaw = raw.getAttribute("aria-pressed") === "true";
    code.classList.toggle("raw", isRaw);
    const tokens = isRaw
      ? [body]
      : toJsonTokens(toPrettyJson(body)).map(({ kind, text }) =>
          kind === "mark" ? text : element("span", { class: `json-${kind}` }, text),
        );
    code.replaceChildren(...tokens);
  };
  raw.addEventListener("click", () => {
    raw.setAttribute("aria-pressed", String(raw.getAttribute("aria-pressed") !== "true"));
    draw();
  });
  draw();
  const size = formatBytes(new TextEncoder().encode(body).length);
  return element(
    "div",
    { class: "body-view" },
    element(
      "div",
      { class: "body-bar" },
      element("span", { class: "label" }, `Body · ${size}`),
      raw,
      copyButton(`Copy: ${label}`, () => body),
    ),
    body === "" ? element("p", { class: "note" }, "Empty.") : code,
  );
}
