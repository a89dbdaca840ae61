import { element } from "../dom/element.ts";
import { findByLetter, moveFocus } from "./move-focus.ts";
import { placeMenu } from "./place-menu.ts";

/** One line of a menu. */
export interface MenuEntry {
  readonly label: string;
  readonly hint?: string;
  readonly keys?: string;
  readonly icon?: Node;
  choose(): void;
}

/** What a menu holds: the actions (or a sentence on why there are none), then the page's own entries. */
export interface MenuContent {
  readonly title: string;
  readonly actions: readonly MenuEntry[];
  readonly why?: string;
  readonly own: readonly MenuEntry[];
}

let close: ((returnFocus: boolean) => void) | undefined;

/** Opens a menu at a point of the window (CSS pixels); focus goes back to `opener` unless an entry was chosen. */
export function openMenu(content: MenuContent, point: { x: number; y: number }, opener: HTMLElement): void {
  close?.(false);
  const items = [...content.actions, ...content.own].map(drawEntry);
  const actions = items.slice(0, content.actions.length);
  const menu = element(
    "div",
    { class: "menu", role: "menu", "aria-label": content.title, tabindex: -1 },
    element("div", { class: "menu-title", "aria-hidden": "true" }, content.title),
    content.why !== undefined &&
      element("div", { class: "menu-why", role: "menuitem", "aria-disabled": "true" }, content.why),
    ...actions,
    element("div", { class: "menu-rule", role: "separator" }),
    ...items.slice(content.actions.length),
  );
  (document.querySelector("main") ?? document.body).append(menu);
  const { x, y } = placeMenu(
    point,
    { width: menu.offsetWidth, height: menu.offsetHeight },
    { width: innerWidth, height: innerHeight },
  );
  menu.style.left = `${x}px`;
  menu.style.top = `${y}px`;

  const ended = new AbortController();
  const end = (returnFocus: boolean): void => {
    ended.abort();
    menu.remove();
    close = undefined;
    if (returnFocus) opener.focus({ preventScroll: true });
  };
  close = end;
  // The finger that opened the menu by a long press may be lifted over an entry: only a press that began here chooses.
  let isPressed = false;
  menu.addEventListener("pointerdown", () => {
    isPressed = true;
  });
  for (const [index, entry] of [...content.actions, ...content.own].entries()) {
    items[index]?.addEventListener("click", ({ detail }) => {
      const isByKeyboard = detail === 0;
      if (!isByKeyboard && !isPressed) return;
      end(true);
      entry.choose();
    });
  }
  menu.addEventListener("keydown", (event) => handleKey(event, items, end));
  menu.addEventListener("pointermove", ({ target }) => {
    if (target instanceof Element)
      target.closest<HTMLElement>('button[role="menuitem"]')?.focus({ preventScroll: true });
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  const { signal } = ended;
  document.addEventListener(
    "pointerdown",
    ({ target }) => target instanceof Node && !menu.contains(target) && end(false),
    {
      signal,
      capture: true,
    },
  );
  for (const type of ["resize", "blur"] as const) addEventListener(type, () => end(true), { signal });
  items[0]?.focus({ preventScroll: true });
}

function drawEntry({ label, hint, keys, icon }: MenuEntry): HTMLButtonElement {
  return element(
    "button",
    { class: "menu-item", type: "button", role: "menuitem", tabindex: -1 },
    icon,
    element(
      "span",
      { class: "menu-text" },
      element("span", { class: "menu-label", dir: "auto" }, label),
      hint !== undefined && element("span", { class: "menu-hint", dir: "auto" }, hint),
    ),
    keys !== undefined && element("kbd", {}, keys),
  );
}

function handleKey(event: KeyboardEvent, items: readonly HTMLElement[], end: (returnFocus: boolean) => void): void {
  const current = items.findIndex((item) => item === document.activeElement);
  const labels = items.map((item) => item.querySelector(".menu-label")?.textContent ?? "");
  const next = moveFocus(event.key, current, items.length) ?? findByLetter(event.key, labels, current);
  if (next !== undefined) items[next]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") end(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
