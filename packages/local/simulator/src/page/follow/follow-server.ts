import type { PageChange, PageState } from "../../page-api.ts";
import type { ConversationView } from "../conversation/conversation-view.ts";
import { announce } from "../dom/announce.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import type { buildStrip } from "./build-strip.ts";
import { followChanges } from "./follow-changes.ts";
import type { LiveLine } from "./live-line.ts";

/** A burst of results, or of changes of the stack, is looked into once. */
const settleMs = 150;

/** Keeps the page as it is on the server: what anybody clicks, says, builds or deploys; what it answers asks for all of it. */
export function followServer(
  page: Page,
  parts: {
    readonly line: LiveLine;
    readonly build: ReturnType<typeof buildStrip>;
    readonly view: Pick<ConversationView, "show" | "remove">;
    readonly refreshStores: () => Promise<void>;
    readonly showStack: (state: PageState) => void;
  },
): () => void {
  const { line, build, view, refreshStores, showStack } = parts;
  const refresh = settled(refreshStores);

  let clears = 0;

  /** The state as a whole, laid over what the page has: nothing that it shows is drawn again. */
  const lookAgain = async (): Promise<void> => {
    try {
      const clearsBefore = clears;
      const state = await server.state();
      // What was forgotten meanwhile would be back.
      if (clears !== clearsBefore) {
        lookSoon();
        return;
      }
      page.state = state;
      const { history, pending, messages } = page.state;
      for (const click of pending) page.exchanges.begin(click);
      for (const report of history) page.exchanges.end(report);
      for (const message of messages) view.show(message);
      const there = new Set(messages.map(({ id }) => id));
      for (const id of page.messages.keys()) if (!there.has(id)) view.remove(id);
      showStack(page.state);
      await refreshStores();
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
  };
  const lookSoon = settled(lookAgain);

  const take = (change: PageChange): void => {
    switch (change.type) {
      case "click":
        page.exchanges.begin(change.click);
        break;
      case "result":
        page.exchanges.end(change.report);
        refresh();
        break;
      case "message":
        view.show(change.message);
        break;
      case "deleted":
        view.remove(change.messageId);
        break;
      case "clear":
        clears += 1;
        page.exchanges.clear();
        break;
      case "stack":
        lookSoon();
        break;
      case "build":
        line.showBuild(change.build);
        build.show(change.build);
        break;
    }
  };

  followChanges(page.state.start, {
    changed: take,
    opened() {
      line.showConnection(true);
      lookSoon();
    },
    broken: () => line.showConnection(false),
  });
  // The CDK's command line changes a stack without telling anybody.
  window.addEventListener("focus", lookSoon);
  return lookSoon;
}

/** Calls at once, then when the last call is over, at most once in a while, and after the last of a burst. */
function settled(work: () => Promise<void>): () => void {
  let isResting = false;
  let isWanted = false;
  const call = async (): Promise<void> => {
    if (isResting) {
      isWanted = true;
      return;
    }
    isResting = true;
    isWanted = false;
    await Promise.all([work(), new Promise((resolve) => setTimeout(resolve, settleMs))]);
    isResting = false;
    if (isWanted) void call();
  };
  return () => void call();
}
