import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import type { Page } from "../state/page-state.ts";
import { selectionLimit } from "./choose-messages.ts";

/** What stands in place of the composer while messages are being selected: the count, their actions, the way out. */
export function selectionBar(page: Page, openMenu: (button: HTMLElement, id: string) => void): HTMLElement {
  const count = element("span", { class: "selection-count", role: "status" });
  const actions = element(
    "button",
    { class: "button selection-actions", type: "button", "aria-haspopup": "menu" },
    "Actions",
    icon("arrow"),
  );
  actions.addEventListener("click", () => {
    const [first] = page.view.get().selected;
    if (first !== undefined) openMenu(actions, first);
  });
  const cancel = element("button", { class: "quiet", type: "button" }, "Cancel");
  cancel.addEventListener("click", () => page.view.set({ selecting: false, selected: [] }));
  const bar = element(
    "div",
    { class: "selection-bar", role: "toolbar", "aria-label": "Selected messages", hidden: true },
    count,
    actions,
    cancel,
  );
  page.view.watch(({ selecting, selected }) => {
    bar.hidden = !selecting;
    actions.disabled = selected.length === 0;
    count.textContent =
      selected.length === selectionLimit
        ? `${selected.length} selected, the most Cliq takes`
        : `${selected.length} selected`;
  });
  return bar;
}
