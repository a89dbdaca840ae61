import type { PageAction } from "../page-api.ts";
import type { ConversationView } from "./conversation/conversation-view.ts";
import { quote } from "./conversation/quote.ts";
import { announce } from "./dom/announce.ts";
import type { FunctionUser } from "./functions/use-functions.ts";
import { type ReplyEntry, replyEntry } from "./reply/reply-entry.ts";
import { server } from "./state/call-server.ts";
import type { Exchange } from "./state/exchanges.ts";
import type { Page } from "./state/page-state.ts";

/** The entry of a click in the conversation; its last line leads to the inspector. */
export function startReply(page: Page, openInspector: () => void, exchange: Exchange): ReplyEntry {
  return replyEntry(
    { ...exchange, ...(exchange.report?.late !== undefined && { late: exchange.report.late }) },
    quote(page, exchange.messageIds),
    ({ id }) => {
      page.view.set({ inspected: id });
      openInspector();
    },
  );
}

/** Runs an action on messages: pending in the conversation first, then its answer, as Cliq shows it. */
export async function runAction(
  page: Page,
  view: ConversationView,
  { follow }: FunctionUser,
  action: PageAction,
  messageIds: readonly string[],
): Promise<void> {
  const { personId } = page.view.get();
  const id = crypto.randomUUID();
  const clicked = messageIds.flatMap((message) => view.messages.get(message)?.article ?? []);
  for (const article of clicked) article.classList.add("acted-on");
  page.exchanges.begin({ id, at: Date.now(), action, personId, messageIds });
  page.view.set({ selecting: false, selected: [], inspected: id });
  view.scrollToEnd();
  announce(`${action.name} is running`);
  try {
    if (action.executionType === "deluge")
      throw new Error(`${action.name} is a Deluge script: it runs inside Zoho, and not here.`);
    const report = await server.execute({ id, personId, actionId: action.id, messageIds });
    page.exchanges.end(report);
    follow(report, action.name);
  } catch (error) {
    page.exchanges.refuse(id, error instanceof Error ? error.message : String(error));
  } finally {
    for (const article of clicked) article.classList.remove("acted-on");
    view.scrollToEnd();
  }
}
