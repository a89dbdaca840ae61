import type { InvocationReport } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { askForUse } from "../functions/used-button.ts";
import { drawButton } from "./draw-button.ts";
import { drawMarkup } from "./draw-markup.ts";
import { drawPoll } from "./draw-poll.ts";
import { drawSections } from "./draw-sections.ts";
import { drawSlide } from "./draw-slide.ts";
import type { Drawing, DrawnButton } from "./drawing.ts";
import { explainProblem } from "./explain-problem.ts";
import { parseOutput } from "./parse-output.ts";

/** What Cliq puts on the screen for an answer; where that is unknown, a sentence on what happened. */
export function drawReply(report: InvocationReport): HTMLElement {
  const problem = explainProblem(report);
  if (problem !== undefined) {
    return element("div", { class: "problem", role: "alert" }, icon("cross"), element("p", {}, problem));
  }
  return drawOutput(report.output);
}

/** What Cliq puts on the screen for a reply that it can show. */
export function drawOutput(output: unknown): HTMLElement {
  return drawDrawing(parseOutput(output));
}

function drawDrawing(drawing: Drawing): HTMLElement {
  switch (drawing.kind) {
    case "banner":
      return element(
        "div",
        { class: drawing.failed ? "banner-line banner-failure" : "banner-line banner-success" },
        icon(drawing.failed ? "cross" : "check"),
        drawMarkup(drawing.text),
      );
    case "message":
      return drawMessage(drawing);
    case "form":
      return drawForm(drawing.title, drawing.source);
    case "nothing":
      return element("p", { class: "note" }, "The action answered with nothing to show.");
    default:
      return element(
        "div",
        { class: "other" },
        element("p", { class: "note" }, `The action answered with "${drawing.type}", which this page does not draw:`),
        element("pre", {}, drawing.source),
      );
  }
}

/** A form is filled in a dialog, which can be opened again. */
function drawForm(title: string, source: unknown): HTMLElement {
  const notice = element("p", { class: "notice", role: "status" });
  const open = element("button", { class: "button", type: "button" }, "Open the form");
  open.addEventListener("click", () => {
    if (!askForUse(open, source)) notice.replaceChildren("Cliq would open this form here.");
  });
  return element(
    "div",
    { class: "drawn" },
    element("p", { dir: "auto" }, title),
    element("div", { class: "buttons" }, open),
    notice,
  );
}

function drawMessage(message: Extract<Drawing, { kind: "message" }>): HTMLElement {
  const { text, card, bot, slides, buttons, instantButtons } = message;
  const notice = element("p", { class: "notice", role: "status" });
  const draw = (button: DrawnButton): HTMLElement => drawButton(button, (sentence) => notice.replaceChildren(sentence));
  const drawInstant = (target: string): HTMLElement | undefined => {
    const button = instantButtons?.get(target);
    const made = button && draw(button);
    made?.classList.replace("button", "inline-button");
    return made;
  };
  const content = [
    bot !== undefined && drawBot(bot),
    text === "" ? undefined : drawMarkup(text, [], drawInstant),
    card?.options !== undefined && drawPoll(card.title, card.options),
    ...drawSections(card?.sections ?? []),
    ...slides.map(drawSlide),
    buttons.length > 0 && element("div", { class: "buttons" }, ...buttons.map(draw)),
    notice,
  ];
  if (card === undefined) return element("div", { class: "drawn" }, ...content);
  const title = element("div", { class: "card-title" }, drawMarkup(card.title));
  const picture =
    card.thumbnail !== undefined &&
    element("img", { class: "thumbnail", src: card.thumbnail, alt: "", referrerpolicy: "no-referrer" });
  return element(
    "div",
    { class: `drawn card theme-${card.theme.replaceAll(/[^a-z-]/gu, "")}` },
    element("div", { class: "card-head" }, title, picture),
    ...content,
  );
}

function drawBot({ name, image }: { readonly name: string; readonly image?: string }): HTMLElement {
  const picture = image !== undefined && element("img", { src: image, alt: "", referrerpolicy: "no-referrer" });
  return element(
    "p",
    { class: "bot" },
    picture,
    element("span", { dir: "auto" }, name),
    element("span", { class: "tag" }, "bot"),
  );
}
