/**
 * Lets the arrow keys move between the lines of a list that are shown, with one of them in the tab order
 * (a roving tabindex, https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/).
 */
export function roveRows(list: HTMLElement): void {
  list.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLElement) enterRow(list, target);
  });
  list.addEventListener("keydown", (event) => {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = [...list.querySelectorAll<HTMLElement>("li:not([hidden]) > button")];
    const at = rows.indexOf(event.target);
    const target = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  });
}

/** Makes `row` the one the Tab key reaches. */
export function enterRow(list: HTMLElement, row: HTMLElement): void {
  for (const other of list.querySelectorAll<HTMLElement>('[tabindex="0"]')) other.tabIndex = -1;
  row.tabIndex = 0;
}
