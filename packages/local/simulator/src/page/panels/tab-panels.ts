import { element } from "../dom/element.ts";
import { icon, type IconName } from "../dom/icon.ts";

/** One tab with what it shows. */
export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly content: HTMLElement;
}

/** Tabs beside the conversation; on a phone, a sheet over it. */
export interface TabPanels {
  readonly panels: HTMLElement;
  /** Replaces the tabs, keeping the open one when it is still there. */
  setTabs(tabs: readonly Tab[]): void;
  /** A small number beside a tab's label; 0 takes it away. */
  setCount(id: string, count: number): void;
  open(id: string): void;
}

/** Makes the panels (https://www.w3.org/WAI/ARIA/apg/patterns/tabs/, with automatic activation). */
export function tabPanels(): TabPanels {
  const list = element("div", { class: "tab-list", role: "tablist", "aria-label": "Panels" });
  const closeSheet = element(
    "button",
    { class: "icon-button close-sheet", type: "button", "aria-label": "Close the panel" },
    icon("close"),
  );
  const body = element("div", { class: "panel-body" });
  const sheet = element("div", { class: "sheet" }, closeSheet, body);
  const panels = element("aside", { class: "panels", "aria-label": "Inspector and stores" }, list, sheet);
  let tabs: readonly Tab[] = [];
  let buttons: HTMLButtonElement[] = [];
  let current = "";
  const counts = new Map<string, number>();
  const countOf = (id: string): string => String(counts.get(id) || "");
  /** What leads back out of the sheet. */
  let opener: HTMLElement | undefined;

  /** Beside the conversation the panels are always there, and nothing closes them. */
  const isSheet = (): boolean => getComputedStyle(closeSheet).display !== "none";
  const open = (id: string): void => {
    current = id;
    for (const [index, tab] of tabs.entries()) {
      const selected = tab.id === id;
      buttons[index]?.setAttribute("aria-selected", String(selected));
      if (buttons[index] !== undefined) buttons[index].tabIndex = selected ? 0 : -1;
      tab.content.hidden = !selected;
    }
    panels.classList.add("open");
  };
  const openFor = (id: string): void => {
    const { activeElement } = document;
    open(id);
    if (!isSheet() || sheet.contains(activeElement)) return;
    // It lies over what was pressed.
    opener = activeElement instanceof HTMLElement ? activeElement : undefined;
    closeSheet.focus();
  };
  const close = (): void => {
    const hadFocus = sheet.contains(document.activeElement);
    panels.classList.remove("open");
    if (hadFocus) (opener?.isConnected === true ? opener : buttons.find(({ tabIndex }) => tabIndex === 0))?.focus();
  };
  closeSheet.addEventListener("click", close);
  const isOpenSheet = (): boolean => isSheet() && panels.classList.contains("open");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !isOpenSheet()) return;
    event.preventDefault();
    close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !panels.contains(target) && isOpenSheet()) close();
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.findIndex(({ id }) => id === current);
    const last = tabs.length - 1;
    const target = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    open(tabs[target]?.id ?? current);
    buttons[target]?.focus();
  });

  return {
    panels,
    open: openFor,
    setTabs(next) {
      tabs = next;
      buttons = tabs.map(({ id, label, icon: name }) =>
        element(
          "button",
          {
            class: "tab",
            id: `tab-${id}`,
            type: "button",
            role: "tab",
            "aria-controls": `panel-${id}`,
            on: { click: () => open(id) },
          },
          icon(name),
          element("span", {}, label),
          element("span", { class: "tab-count" }, countOf(id)),
        ),
      );
      for (const { id, content } of tabs) {
        content.id = `panel-${id}`;
        content.setAttribute("role", "tabpanel");
        content.setAttribute("aria-labelledby", `tab-${id}`);
        content.tabIndex = 0;
      }
      list.replaceChildren(...buttons);
      body.replaceChildren(...tabs.map(({ content }) => content));
      const wasOpen = panels.classList.contains("open");
      open(tabs.some(({ id }) => id === current) ? current : (tabs[0]?.id ?? ""));
      panels.classList.toggle("open", wasOpen);
    },
    setCount(id, count) {
      counts.set(id, count);
      const shown = list.querySelector(`#tab-${CSS.escape(id)} .tab-count`);
      if (shown !== null) shown.textContent = countOf(id);
    },
  };
}
