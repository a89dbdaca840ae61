import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { messageGesture } from "../dom/message-gesture.ts";
import { emptyNote } from "../panels/empty-note.ts";
import { explainProblem } from "../reply/explain-problem.ts";
import { parseOutput } from "../reply/parse-output.ts";
import { toSpokenReply } from "../reply/to-spoken-reply.ts";
import { server } from "../state/call-server.ts";
import type { Exchange } from "../state/exchanges.ts";
import type { Page } from "../state/page-state.ts";
import { bodyEditor } from "./body-editor.ts";
import { exchangeTools } from "./exchange-tools.ts";
import { exchangeView } from "./exchange-view.ts";
import { fixtureView } from "./fixture-view.ts";
import { historyList } from "./history-list.ts";

/** The list of clicks, and one of them in full; the two scroll beside each other, and nothing within them does. */
export function inspectorPanel(page: Page): HTMLElement {
  const { view, exchanges } = page;
  const { bar, list } = historyList(page, () => void server.clear().catch(tell));
  const aside = element("div", { class: "exchange-aside" });
  const content = element("div");
  const detail = element("div", { class: "detail", tabindex: -1, "aria-label": "Invocation" }, aside, content);
  const closeAside = (): void => aside.replaceChildren();
  const openAside = (made: HTMLElement): void => {
    aside.replaceChildren(made);
    detail.scrollTop = 0;
    made.querySelector("textarea")?.focus({ preventScroll: true });
  };
  const { tools, show } = exchangeTools(page, {
    again: (of) => void replay(page, of),
    editor: (of) => openAside(bodyEditor(of, (body) => void replay(page, of, body), closeAside)),
    fixture: (of) => openAside(fixtureView(page, of, closeAside)),
  });
  const nothing = emptyNote(
    "play",
    "Nothing has run yet",
    messageGesture(),
    " and choose an action. The exact request and answer appear here.",
  );
  const full = [bar, list, tools, detail];
  const panel = element("section", { class: "panel inspector-panel" }, nothing, ...full);

  const draw = (exchange: Exchange | undefined): void => {
    show(exchange);
    content.replaceChildren(...(exchange === undefined ? [] : [exchangeView(exchange)]));
  };
  const look = (): void => {
    const isEmpty = exchanges.all().length === 0;
    nothing.hidden = !isEmpty;
    for (const part of [bar, list, detail]) part.hidden = isEmpty;
  };
  exchanges.watch((now, before) => {
    look();
    if ((now ?? before)?.id !== view.get().inspected) return;
    if (now === undefined) closeAside();
    draw(now);
  });
  view.watch(({ inspected }, before) => {
    if (inspected === before.inspected) return;
    closeAside();
    draw(exchanges.find(inspected ?? ""));
    detail.scrollTop = 0;
    detail.scrollIntoView({ block: "nearest" });
  });
  look();
  draw(undefined);
  return panel;
}

/** Sends a click's request once more, as a click of its own. */
async function replay(page: Page, { id: of, action, personId, messageIds }: Exchange, body?: string): Promise<void> {
  const id = crypto.randomUUID();
  page.exchanges.begin({ id, at: Date.now(), action, personId, messageIds });
  page.view.set({ inspected: id });
  announce(`${action.name} is running`);
  try {
    const report = await server.replay({ id, of, ...(body !== undefined && { body }) });
    page.exchanges.end(report);
    announce(explainProblem(report) ?? `${action.name} has answered: ${toSpokenReply(parseOutput(report.output))}`);
  } catch (error) {
    page.exchanges.refuse(id, toSentence(error));
  }
}

function tell(error: unknown): void {
  announce(toSentence(error));
}

function toSentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
