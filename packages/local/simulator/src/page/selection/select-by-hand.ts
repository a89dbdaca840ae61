import type { ConversationView } from "../conversation/conversation-view.ts";
import { announce } from "../dom/announce.ts";
import type { Page } from "../state/page-state.ts";
import { selectionLimit, toggleSelected } from "./choose-messages.ts";

/** Lets Space, and clicks while selecting, choose messages; Escape ends it. Returns what toggles one message. */
export function selectByHand(page: Page, { conversation }: ConversationView): (id: string) => void {
  const toggle = (id: string): void => {
    const selected = toggleSelected(page.view.get().selected, id);
    if (selected === undefined) {
      announce(`${selectionLimit} messages is the most Cliq takes`);
      return;
    }
    page.view.set({ selected, selecting: selected.length > 0 });
  };
  const idOf = (target: EventTarget | null): string | undefined =>
    (target instanceof Element ? target.closest<HTMLElement>("[data-message]") : null)?.dataset["message"];

  conversation.addEventListener("keydown", (event) => {
    const id = idOf(event.target);
    if (
      event.key === " " &&
      id !== undefined &&
      event.target instanceof HTMLElement &&
      event.target.matches("article, .choose")
    ) {
      event.preventDefault();
      toggle(id);
    }
  });
  conversation.addEventListener("click", (event) => {
    const id = idOf(event.target);
    const onBox = event.target instanceof Element && event.target.matches(".choose");
    if (id === undefined || !(onBox || page.view.get().selecting)) return;
    if (event.target instanceof Element && event.target.closest("a, .more, .quote") !== null) return;
    toggle(id);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !page.view.get().selecting) return;
    event.preventDefault();
    page.view.set({ selecting: false, selected: [] });
  });
  return toggle;
}
