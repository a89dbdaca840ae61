import type { PageChange, PageState } from "../../page-api.ts";
import type { ConversationView } from "../conversation/conversation-view.ts";
import { announce } from "../dom/announce.ts";
import { server } from "../state/call-server.ts";
import type { Page } from "../state/page-state.ts";
import type { buildStrip } from "./build-strip.ts";
import { announceLateReply, announcePost } from "./announce-late.ts";
import { followChanges } from "./follow-changes.ts";
import { layOver } from "./lay-over.ts";
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

  /** What is heard while the page asks for its state: it may be newer than the answer, so it is taken after it. */
  let held: PageChange[] | undefined;

  /** The state as a whole, laid over what the page has: nothing that it shows is drawn again. */
  const lookAgain = async (): Promise<void> => {
    held = [];
    try {
      page.state = await server.state();
      layOver(page, view);
    } catch (error) {
      announce(error instanceof Error ? error.message : String(error));
    }
    const meanwhile = held;
    held = undefined;
    for (const change of meanwhile) take(change);
    showStack(page.state);
    await refreshStores();
  };
  const lookSoon = settled(lookAgain);

  const take = (change: PageChange): void => {
    switch (change.type) {
      case "click":
        page.exchanges.begin(change.click);
        break;
      case "result":
        page.exchanges.end(change.report);
        announceLateReply(page, change.report);
        refresh();
        break;
      case "message":
        view.show(change.message);
        announcePost(page, change.message);
        // Work that has outlived its click may have ended with it.
        refresh();
        break;
      case "deleted":
        view.remove(change.messageId);
        break;
      case "clear":
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
    changed: (change) => void (held === undefined ? take(change) : held.push(change)),
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

/** Calls at once, then when that is done and at most once in a while, and after the last of a burst. */
function settled(work: () => Promise<void>): () => void {
  let isResting = false;
  let isWanted = false;
  const call = (): void => {
    isWanted = isResting;
    if (isResting) return;
    isResting = true;
    const rest = new Promise((resolve) => setTimeout(resolve, settleMs));
    void Promise.all([work(), rest]).finally(() => {
      isResting = false;
      if (isWanted) call();
    });
  };
  return call;
}
