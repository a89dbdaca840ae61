import type { InvocationReport, UseAnswer } from "../../page-api.ts";
import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { openDialog } from "../dom/open-dialog.ts";
import { waitingBar } from "../dom/waiting-bar.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { type Fields, toFields, toList, toText } from "../reply/fields.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import { isTrue, toChoice } from "./choices-of.ts";
import { drawField } from "./draw-field.ts";
import type { Choice, FormField } from "./form-field.ts";
import { modifyFields } from "./modify-fields.ts";
import { nativeChoices } from "./native-choices.ts";

let opened = 0;

/** Opens a form in a dialog, and lets a person fill it, submit it or close it; `follow` takes what it is answered with. */
export function openForm(
  page: Page,
  {
    form,
    of,
    follow,
    complain,
  }: {
    readonly form: Fields;
    readonly of: string;
    readonly follow: (report: InvocationReport, called: string) => void;
    /** Tells what went wrong after the form was closed. */
    readonly complain: (sentence: string) => void;
  },
): void {
  const id = `form-${(opened += 1)}`;
  const title = toText(form["title"]) || toText(form["name"]);
  const problem = element("p", { class: "form-problem", role: "alert" });
  const rows = element("div", { class: "form-fields" });
  const submit = element("button", { class: "button", type: "submit" }, toText(form["button_label"]) || "Submit");
  const cancel = element("button", { class: "button button-quiet", type: "button" }, "Cancel");
  const foot = element("div", { class: "dialog-foot" }, cancel, submit);
  let fields: readonly FormField[] = [];
  let drawn = 0;
  let isSending = false;
  let isDone = false;

  const values = (): Readonly<Record<string, unknown>> =>
    Object.fromEntries(fields.map(({ input, read }) => [toText(input["name"]), read()]));
  /** The form as it is now: its inputs may have changed. */
  const current = (): Fields => ({ ...form, inputs: fields.map(({ input }) => input) });
  const use = async (wish: { readonly do: string } & Fields): Promise<Exclude<UseAnswer, { refusal: string }>> => {
    const { personId } = page.view.get();
    const answer = await server.use({
      id: crypto.randomUUID(),
      personId,
      of,
      form: current(),
      values: values(),
      ...wish,
    });
    if ("refusal" in answer) throw new Error(answer.refusal);
    if ("report" in answer) page.exchanges.end(answer.report);
    return answer;
  };
  const say = (error: unknown): void => {
    const sentence = error instanceof Error ? error.message : String(error);
    if (dialog.open) problem.textContent = sentence;
    else complain(sentence);
  };

  // One after the other: each answer changes the form that the one before has left.
  let changes = Promise.resolve();
  const change = async (input: Fields): Promise<void> => {
    if (isDone || !dialog.open) return;
    try {
      const answer = await use({ do: "change", input: toText(input["name"]) });
      if (!("report" in answer) || isDone || !dialog.open) return;
      const wrong = explainProblem(answer.report);
      if (wrong !== undefined) return say(wrong);
      const reply = toFields(answer.report.output);
      show(modifyFields(fields, reply, draw));
      if (toList(reply["actions"]).length > 0) announce("The form has changed");
    } catch (error) {
      say(error);
    }
  };
  const search = async (input: Fields, query: string): Promise<readonly Choice[]> => {
    try {
      const answer = await use({ do: "search", input: toText(input["name"]), query });
      const wrong = "report" in answer ? explainProblem(answer.report) : undefined;
      if (wrong !== undefined) say(wrong);
      const { options } = toFields("report" in answer ? answer.report.output : undefined);
      return toList(options).map((option) => toChoice(toFields(option)));
    } catch (error) {
      say(error);
      return [];
    }
  };
  const draw = (input: Fields): FormField =>
    drawField(input, `${id}-${(drawn += 1)}`, {
      changed() {
        if (isTrue(input["trigger_on_change"])) changes = changes.then(() => change(input));
      },
      search: (query) => search(input, query),
      native: (source) => nativeChoices(page, source),
    });
  const show = (next: readonly FormField[]): void => {
    const index = fields.findIndex(({ row }) => row.contains(document.activeElement));
    const left = fields[index];
    for (const { row } of fields) if (next.every((field) => field.row !== row)) row.remove();
    fields = next;
    // Only what is new moves: what somebody is writing in keeps the focus.
    fields.forEach(({ row }, index) => {
      if (rows.children[index] !== row) rows.insertBefore(row, rows.children[index] ?? null);
    });
    // Whoever was in a field that is another one now, or gone, goes on there.
    if (left === undefined || next.includes(left)) return;
    const shown = next.slice(0, index + 1).filter(({ row }) => !row.hidden);
    (next.find(({ input }) => input["name"] === left.input["name"]) ?? shown.at(-1))?.focus();
  };
  const showErrors = (errors: Fields): void => {
    for (const { input, showError } of fields) showError(toText(errors[toText(input["name"])]));
    fields.find(({ input }) => toText(errors[toText(input["name"])]) !== "")?.focus();
  };

  const send = async (): Promise<void> => {
    if (submit.getAttribute("aria-disabled") === "true") return;
    problem.textContent = "";
    submit.setAttribute("aria-disabled", "true");
    const bar = waitingBar(Date.now());
    foot.prepend(bar);
    announce(`${title} is sent`);
    try {
      isSending = true;
      const answer = await use({ do: "submit" });
      if ("problems" in answer) return showErrors(answer.problems);
      const output = toFields(answer.report.output);
      const wrong = explainProblem(answer.report);
      if (wrong === undefined && output["type"] === "form_error") {
        if (!dialog.open) return complain(`${title}: ${sentencesOf(output)}`);
        problem.textContent = toText(output["text"]);
        return showErrors(toFields(output["inputs"]));
      }
      isDone = true;
      dialog.close();
      follow(answer.report, title);
    } catch (error) {
      say(error);
    } finally {
      isSending = false;
      submit.removeAttribute("aria-disabled");
      bar.remove();
    }
  };
  /** Cliq tells a form's function of its end only where the form asks for that. */
  const leave = async (): Promise<void> => {
    const { actions, trigger_on_cancel: isTold } = form;
    // What is sent already is answered.
    if (isDone || isSending || (!isTrue(isTold) && toFields(actions)["cancel"] === undefined)) return;
    isDone = true;
    const answer = await use({ do: "cancel" }).catch(() => undefined);
    if (answer !== undefined && "report" in answer && answer.report.output !== "") follow(answer.report, title);
  };

  show(toList(form["inputs"]).map((input) => draw(toFields(input))));
  const hint = toText(form["hint"]);
  const body = element(
    "form",
    { class: "dialog-body", novalidate: true },
    element("h2", { id: `${id}-title`, class: "dialog-title", dir: "auto" }, title),
    hint !== "" && element("p", { id: `${id}-text`, class: "dialog-text", dir: "auto" }, hint),
    problem,
    rows,
    foot,
  );
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  const dialog = openDialog(
    body,
    { labelledBy: `${id}-title`, ...(hint !== "" && { describedBy: `${id}-text` }) },
    () => void leave(),
  );
  cancel.addEventListener("click", () => dialog.close());
  // Where a form asks something, one begins with the first.
  body.querySelector<HTMLElement>(".form-field :is(input, select, textarea):not(:disabled)")?.focus();
}

/** All that is wrong with a form that was submitted. */
function sentencesOf({ text, inputs }: Fields): string {
  return [text, ...Object.values(toFields(inputs))]
    .map(toText)
    .filter((sentence) => sentence !== "")
    .join(" ");
}
