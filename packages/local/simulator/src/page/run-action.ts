import type { InvocationReport, PageAction } from "../page-api.ts";
import type { ConversationView } from "./conversation/conversation-view.ts";
import { quote } from "./conversation/quote.ts";
import { announce } from "./dom/announce.ts";
import type { bannerStrip } from "./reply/banner-strip.ts";
import { explainProblem } from "./reply/explain-problem.ts";
import { parseOutput } from "./reply/parse-output.ts";
import { type ReplyEntry, replyEntry } from "./reply/reply-entry.ts";
import { toSpokenReply } from "./reply/to-spoken-reply.ts";
import { server } from "./state/call-server.ts";
import type { Page } from "./state/page-state.ts";

/** The entry of a click in the conversation, pending; its last line leads to the inspector. */
export function startReply(
  page: Page,
  openInspector: () => void,
  click: Pick<InvocationReport, "action" | "personId" | "messageIds" | "at">,
): ReplyEntry {
  return replyEntry(click, quote(page, click.messageIds), (report) => {
    page.view.set({ inspected: report });
    openInspector();
  });
}

/** Runs an action on messages: pending in the conversation first, then its answer, as Cliq shows it. */
export async function runAction(
  page: Page,
  view: ConversationView,
  {
    banners,
    openInspector,
    refreshStores,
  }: {
    readonly banners: ReturnType<typeof bannerStrip>;
    readonly openInspector: () => void;
    readonly refreshStores: () => void;
  },
  action: PageAction,
  messageIds: readonly string[],
): Promise<void> {
  const { personId } = page.view.get();
  const reply = startReply(page, openInspector, { action, personId, messageIds, at: Date.now() });
  const clicked = messageIds.flatMap((id) => view.messages.get(id)?.article ?? []);
  for (const article of clicked) article.classList.add("acted-on");
  page.view.set({ selecting: false, selected: [] });
  view.appendReply(reply);
  view.scrollToEnd();
  announce(`${action.name} is running`);
  try {
    if (action.executionType === "deluge")
      throw new Error(`${action.name} is a Deluge script: it runs inside Zoho, and not here.`);
    const report = await server.execute({ personId, actionId: action.id, messageIds });
    reply.show(report);
    page.view.set({ history: [report, ...page.view.get().history], inspected: report });
    const drawing = parseOutput(report.output);
    const problem = explainProblem(report);
    if (problem === undefined && drawing.kind === "banner") banners.show(drawing.text, drawing.failed);
    else announce(problem ?? `${action.name} has answered: ${toSpokenReply(drawing)}`);
  } catch (error) {
    reply.fail(error instanceof Error ? error.message : String(error));
  } finally {
    for (const article of clicked) article.classList.remove("acted-on");
    view.scrollToEnd();
    refreshStores();
  }
}
