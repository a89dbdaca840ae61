import { copyButton } from "../dom/copy-button.ts";
import { element } from "../dom/element.ts";
import { formatBytes } from "../dom/format.ts";
import { toJsonTokens, toPrettyJson } from "./json-token.ts";

/** Of a long body so much is shown at first; it does not scroll by itself, for it lies within what does. */
const shownLines = 200;
const shownChars = 20_000;

/** A body, pretty or exactly as it travelled. */
export function bodyView(body: string, label: string): HTMLElement {
  const code = element("pre", { class: "body-text", role: "region", "aria-label": label });
  const raw = element("button", { class: "quiet", type: "button", "aria-pressed": "false" }, "Raw");
  const more = element("button", { class: "quiet", type: "button", hidden: true }, "Show all of it");
  let isWhole = false;
  const draw = (): void => {
    const isRaw = raw.getAttribute("aria-pressed") === "true";
    const whole = isRaw ? body : toPrettyJson(body);
    const text = isWhole ? whole : whole.split("\n", shownLines).join("\n").slice(0, shownChars);
    more.hidden = text.length === whole.length;
    code.classList.toggle("raw", isRaw);
    const tokens = isRaw
      ? [text]
      : toJsonTokens(text).map(({ kind, text: piece }) =>
          kind === "mark" ? piece : element("span", { class: `json-${kind}` }, piece),
        );
    code.replaceChildren(...tokens);
  };
  raw.addEventListener("click", () => {
    raw.setAttribute("aria-pressed", String(raw.getAttribute("aria-pressed") !== "true"));
    draw();
  });
  more.addEventListener("click", () => {
    isWhole = true;
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
    more,
  );
}
