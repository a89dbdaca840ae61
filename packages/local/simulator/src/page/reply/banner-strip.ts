import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { drawMarkup } from "./draw-markup.ts";

const shownMs = 6_000;

/** The strip above the conversation where Cliq shows banners; a success goes away by itself, a failure stays. */
export function bannerStrip(): { strip: HTMLElement; show(text: string, failed: boolean): void } {
  const strip = element("div", { class: "banner-strip" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = (): void => strip.replaceChildren();
  return {
    strip,
    show(text, failed) {
      clearTimeout(timer);
      const close = element(
        "button",
        { class: "icon-button", type: "button", "aria-label": "Close this banner", on: { click: clear } },
        icon("close"),
      );
      strip.replaceChildren(
        element(
          "div",
          { class: failed ? "banner banner-failure" : "banner banner-success", role: failed ? "alert" : "status" },
          icon(failed ? "cross" : "check"),
          drawMarkup(text),
          close,
        ),
      );
      if (!failed) timer = setTimeout(clear, shownMs);
    },
  };
}
