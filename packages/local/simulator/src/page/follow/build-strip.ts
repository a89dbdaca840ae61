import type { BuildState } from "../../page-api.ts";
import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";

/** The strip above the conversation that names what keeps the last edit from running, or what is wrong with it. */
export function buildStrip(): { readonly strip: HTMLElement; show(build: BuildState): void } {
  const strip = element("section", {
    class: "build-strip",
    tabindex: 0,
    "aria-label": "Problems of the build",
    hidden: true,
  });
  let shown = "";
  return {
    strip,
    show({ status, problems }) {
      // While the next version is being built, what was wrong with the last is still to be read.
      if (status === "building") return;
      const title =
        status === "failed"
          ? "This version cannot be built. The last good version keeps running."
          : "This version runs, but something is wrong with it.";
      const isQuiet = status === "good" && problems.length === 0;
      strip.hidden = isQuiet;
      strip.classList.toggle("build-failed", status === "failed");
      const now = isQuiet ? "" : JSON.stringify([title, problems]);
      if (now === shown) return;
      shown = now;
      strip.replaceChildren(
        element("p", { class: "build-title" }, title),
        element("ul", {}, ...problems.map(({ place, text }) => drawProblem(place, text))),
      );
      if (!isQuiet) announce(title);
    },
  };
}

function drawProblem(place: string, text: string): HTMLElement {
  return element(
    "li",
    {},
    place !== "" && element("code", { class: "build-place" }, place),
    element("span", { class: "build-text" }, text),
  );
}
