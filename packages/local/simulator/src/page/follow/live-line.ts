import type { BuildState } from "../../page-api.ts";
import { element } from "../dom/element.ts";

/** The quiet line under the conversation: which version runs, and whether the page still hears of anything. */
export interface LiveLine {
  readonly line: HTMLElement;
  showBuild(build: BuildState): void;
  showConnection(isOpen: boolean): void;
}

/** Has its place whether it says something or not, so that nothing moves when it does. */
export function liveLine(): LiveLine {
  const line = element("p", { class: "live-line", role: "status" });
  let build: BuildState | undefined;
  let isOpen = true;
  const draw = (): void => {
    const sentence = isOpen ? describeBuild(build) : "The simulator does not answer. Looking for it again…";
    if (line.textContent !== sentence) line.textContent = sentence;
    line.classList.toggle("live-broken", !isOpen);
  };
  return {
    line,
    showBuild(next) {
      build = next;
      draw();
    },
    showConnection(next) {
      isOpen = next;
      draw();
    },
  };
}

function describeBuild(build: BuildState | undefined): string {
  if (build === undefined) return "";
  if (build.status === "building") return "Building…";
  const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" }).format(build.at);
  if (build.status === "failed") return `Could not build ${time}`;
  return build.version > 1 ? `New version ${time}` : "";
}
