import { actionsPanel } from "./panels/actions-panel.ts";
import { bannerStrip } from "./reply/banner-strip.ts";
import { buildStrip } from "./follow/build-strip.ts";
import { chatHeader } from "./panels/chat-header.ts";
import { composer } from "./conversation/composer.ts";
import { conversationView } from "./conversation/conversation-view.ts";
import { faultsPanel } from "./faults/faults-panel.ts";
import { element } from "./dom/element.ts";
import { keepFocus } from "./dom/keep-focus.ts";
import { followServer } from "./follow/follow-server.ts";
import { inspectorPanel } from "./inspector/inspector-panel.ts";
import { linkExchange } from "./inspector/deep-link.ts";
import { liveLine } from "./follow/live-line.ts";
import { messageMenu } from "./menu/message-menu.ts";
import { openPage } from "./state/page-state.ts";
import { playgroundPanel } from "./playground/playground-panel.ts";
import { useFunctions } from "./functions/use-functions.ts";
import { wantedReply } from "./playground/wanted-reply.ts";
import { runAction, startReply } from "./run-action.ts";
import { selectByHand } from "./selection/select-by-hand.ts";
import { selectionBar } from "./selection/selection-bar.ts";
import { server } from "./state/call-server.ts";
import { sidebar } from "./panels/sidebar.ts";
import { storePanels } from "./stores/store-panels.ts";
import { tabPanels } from "./panels/tab-panels.ts";

keepFocus(() => document.querySelector('.conversation article[tabindex="0"]'));
const page = openPage(await server.state().catch(sayWhyNot));
const tabs = tabPanels();
const openInspector = (): void => {
  tabs.open("inspector");
  // Where the panel scrolls as a whole, the click comes below the list of all.
  document.querySelector(".exchange-tools")?.scrollIntoView({ block: "start" });
};
const view = conversationView(page, (exchange) => startReply(page, openInspector, exchange));
const banners = bannerStrip();
const build = buildStrip();
const line = liveLine();
const fail = (sentence: string): void => banners.show(sentence, true);
const tell = (error: unknown): void => fail(error instanceof Error ? error.message : String(error));

const actions = actionsPanel(page.state);
const faults = await faultsPanel(page, (count) => tabs.setCount("faults", count));
const refreshStores = storePanels(tabs, {
  before: [{ id: "inspector", label: "Inspector", icon: "play", content: inspectorPanel(page) }],
  after: [
    { id: "actions", label: "Actions", icon: "select", content: actions.panel },
    { id: "faults", label: "Faults", icon: "bolt", content: faults },
    { id: "playground", label: "Playground", icon: "pen", content: playgroundPanel() },
  ],
});
wantedReply.watch(() => tabs.open("playground"));

const lookAgain = followServer(page, {
  line,
  build,
  view,
  refreshStores,
  showStack: (state) => actions.show(state),
});

const functions = useFunctions(page, view.conversation, banners);
const toggle = selectByHand(page, view);
const openMenu = messageMenu(page, view, {
  toggle,
  edit: (message) => writing.edit(message),
  remove: (id) => void server.remove(page.view.get().personId, id).catch(tell),
  explain() {
    tabs.open("actions");
    lookAgain();
  },
  fail,
  run: (action, messageIds) => void runAction(page, view, functions, action, messageIds),
});
const bar = selectionBar(page, (button, id) => {
  const box = button.getBoundingClientRect();
  openMenu(button, id, { x: box.left, y: box.top - 8 });
});
const writing = composer(
  page,
  (message) => {
    view.show(message);
    view.scrollToEnd();
  },
  fail,
);
page.view.watch(({ selecting }) => {
  writing.form.hidden = selecting;
});

await refreshStores();
const app = document.querySelector("#app");
app?.replaceChildren(
  sidebar(page),
  element(
    "main",
    { class: "chat" },
    element("div", { class: "chat-top" }, chatHeader(page), build.strip),
    element(
      "p",
      { id: "message-keys", class: "visually-hidden" },
      "Arrow keys move between messages, Enter opens the actions, Space selects, Tab leads to what a message holds.",
    ),
    element("div", { class: "chat-body" }, banners.strip, view.conversation),
    element("div", { class: "chat-foot" }, writing.form, bar, line.line),
  ),
  tabs.panels,
);
linkExchange(page, openInspector);
app?.removeAttribute("aria-busy");
view.scrollToEnd();

/** Where the page would be, why there is none. */
function sayWhyNot(error: unknown): never {
  const sentence = error instanceof Error ? error.message : String(error);
  document.querySelector(".opening")?.replaceChildren(`The channel could not be opened. ${sentence}`);
  document.querySelector("#app")?.removeAttribute("aria-busy");
  throw error;
}
