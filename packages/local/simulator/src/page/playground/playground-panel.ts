import type { CheckedReply } from "../../page-api.ts";
import { copyButton } from "../dom/copy-button.ts";
import { element } from "../dom/element.ts";
import { drawOutput } from "../reply/draw-reply.ts";
import { server } from "../state/call-server.ts";
import { builderCodeView } from "./builder-code-view.ts";
import { firstReply } from "./first-reply.ts";
import { wantedReply } from "./wanted-reply.ts";

const settleMs = 200;
const draftKey = "playground";

/** Where a reply is written as JSON, checked against every limit, and seen as the conversation shows it. */
export function playgroundPanel(): HTMLElement {
  const field = element("textarea", {
    class: "editor-field play-field",
    spellcheck: "false",
    "aria-label": "Reply as JSON",
    "aria-describedby": "play-verdict",
  });
  const verdict = element("p", { id: "play-verdict", class: "play-verdict", role: "status" });
  const problems = element("ul", { class: "play-problems", "aria-label": "Problems of this reply" });
  const drawn = element("div", { class: "play-drawn" });
  const code = element("div", { class: "exchange-part" });
  const tidy = element("button", { class: "quiet", type: "button" }, "Tidy");
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = ({ output, problems: found, builders }: CheckedReply): void => {
    tidy.disabled = output === undefined;
    verdict.textContent =
      found.length === 0
        ? "Cliq shows this reply."
        : `Cliq does not show this reply: ${found.length === 1 ? "1 problem" : `${found.length} problems`}.`;
    verdict.classList.toggle("play-bad", found.length > 0);
    problems.replaceChildren(
      ...found.map(({ path, sentence }) =>
        element("li", {}, path !== "" && element("code", {}, path), element("span", {}, sentence)),
      ),
    );
    drawn.replaceChildren(...(output === undefined ? [] : [drawOutput(output)]));
    code.replaceChildren(
      ...(builders === undefined ? [] : [element("h3", {}, "As builder code"), builderCodeView(builders)]),
    );
  };
  const check = async (): Promise<void> => {
    const asked = ++latest;
    localStorage.setItem(draftKey, field.value);
    try {
      const checked: CheckedReply =
        field.value.trim() === ""
          ? { problems: [{ path: "", sentence: "There is nothing here: write a reply, or paste one." }] }
          : await server.checkReply(field.value);
      if (asked === latest) show(checked);
    } catch (error) {
      if (asked === latest) verdict.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const write = (source: string): void => {
    field.value = source;
    void check();
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), settleMs);
  });
  tidy.addEventListener("click", () => write(JSON.stringify(JSON.parse(field.value), undefined, 2)));
  wantedReply.watch(({ output }) => write(JSON.stringify(output, undefined, 2)));
  write(localStorage.getItem(draftKey) ?? JSON.stringify(firstReply, undefined, 2));

  return element(
    "section",
    { class: "panel play-panel" },
    element(
      "p",
      { class: "note" },
      "Write or paste a reply: what an action answers with, or the whole answer around it. Nothing is sent.",
    ),
    element(
      "div",
      { class: "body-bar" },
      element("h3", { class: "label" }, "Reply"),
      tidy,
      copyButton("Copy JSON", () => field.value),
    ),
    field,
    verdict,
    problems,
    element("h3", { class: "label" }, "As the conversation shows it"),
    drawn,
    code,
  );
}
