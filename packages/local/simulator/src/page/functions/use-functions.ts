import type { InvocationReport, PageUse } from "../../page-api.ts";
import { announce } from "../dom/announce.ts";
import { waitingBar } from "../dom/waiting-bar.ts";
import type { bannerStrip } from "../reply/banner-strip.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { toFields, toText } from "../reply/fields.ts";
import { parseOutput } from "../reply/parse-output.ts";
import { toSpokenReply } from "../reply/to-spoken-reply.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import { confirmDialog } from "./confirm-dialog.ts";
import { openForm } from "../form/open-form.ts";
import { onAskedForUse } from "./used-button.ts";

/** What comes of answers that ask for more than to be drawn. */
export interface FunctionUser {
  /** Shows a person what their own click, button or form was answered with: its banner, its form, its words. */
  readonly follow: (report: InvocationReport, called: string) => void;
}

/** Lets people use the buttons and forms of replies and messages within `area`. */
export function useFunctions(
  page: Page,
  area: HTMLElement,
  banners: Pick<ReturnType<typeof bannerStrip>, "show">,
): FunctionUser {
  const complain = (sentence: string): void => banners.show(sentence, true);
  const follow: FunctionUser["follow"] = (report, called) => {
    const problem = explainProblem(report);
    const drawing = parseOutput(report.output);
    const { type } = toFields(report.output);
    if (problem === undefined && drawing.kind === "banner") banners.show(drawing.text, drawing.failed);
    else if (problem === undefined && type === "form")
      openForm(page, { form: toFields(report.output), of: report.id, follow, complain });
    else announce(problem ?? `${called} has answered: ${toSpokenReply(drawing)}`);
  };

  const ask = (button: HTMLElement, source: unknown): void => {
    const of = placeOf(button);
    if (of === undefined) return;
    const form = toFields(source);
    if (form["type"] === "form") openForm(page, { form, of, follow, complain });
    else void click(button, source, of);
  };

  const click = async (button: HTMLElement, source: unknown, of: string): Promise<void> => {
    if (button.getAttribute("aria-disabled") === "true") return;
    const { confirm } = toFields(toFields(source)["action"]);
    const confirmed = confirm === undefined ? {} : await confirmDialog(confirm);
    if (confirmed === undefined) return;
    const label = toText(toFields(source)["label"]);
    button.setAttribute("aria-disabled", "true");
    const bar = waitingBar(Date.now());
    button.closest(".buttons, .markup")?.after(bar);
    announce(`${label} is running`);
    const wish = {
      id: crypto.randomUUID(),
      personId: page.view.get().personId,
      of,
      do: "click" satisfies PageUse["do"],
    };
    try {
      const answer = await server.use({ ...wish, button: source, ...confirmed });
      if ("refusal" in answer) banners.show(answer.refusal, true);
      if (!("report" in answer)) return;
      page.exchanges.end(answer.report);
      follow(answer.report, label);
    } catch (error) {
      banners.show(error instanceof Error ? error.message : String(error), true);
    } finally {
      button.removeAttribute("aria-disabled");
      bar.remove();
    }
  };
  onAskedForUse(area, ask);
  return { follow };
}

/** The click or message that something stands in. */
function placeOf(within: HTMLElement): string | undefined {
  const article = within.closest<HTMLElement>("[data-exchange], [data-message]");
  return article?.dataset["exchange"] ?? article?.dataset["message"];
}
