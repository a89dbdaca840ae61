import { element } from "../dom/element.ts";
import { enterRow, roveRows } from "./rove-rows.ts";
import type { Exchange } from "../state/exchanges.ts";
import type { Page } from "../state/page-state.ts";
import { type ExchangeRow, exchangeRow } from "./exchange-row.ts";
import { filterBar } from "./history-filter.ts";
import { matchesFilter } from "./matches-filter.ts";

/**
 * The list of clicks, newest first, and what narrows it. It has one tab stop, arrow keys move within; a click that comes
 * or ends touches its own line only, however many there are.
 */
export function historyList(page: Page, clear: () => void): { readonly bar: HTMLElement; readonly list: HTMLElement } {
  const { view, people, exchanges } = page;
  const list = element("ol", { class: "history", "aria-label": "Invocations, newest first" });
  const rows = new Map<string, ExchangeRow>();
  let shown = 0;
  const nameOf = ({ personId }: Exchange): string => people.get(personId)?.name ?? "";

  /** Shows or hides a line as the filter says; the count is kept along. */
  const sift = (exchange: Exchange, { item }: ExchangeRow): void => {
    const isShown = matchesFilter(exchange, filters.filter(), nameOf(exchange));
    if (rows.has(exchange.id) && !item.hidden) shown -= 1;
    item.hidden = !isShown;
    if (isShown) shown += 1;
  };
  const settle = (): void => {
    filters.count(shown, rows.size);
    if (list.querySelector('li:not([hidden]) > [tabindex="0"]') !== null) return;
    const first = list.querySelector<HTMLElement>("li:not([hidden]) > button");
    if (first !== null) enterRow(list, first);
  };
  const filters = filterBar(() => {
    for (const exchange of exchanges.all()) {
      const row = rows.get(exchange.id);
      if (row !== undefined) sift(exchange, row);
    }
    settle();
  }, clear);

  const put = (exchange: Exchange): void => {
    const known = rows.get(exchange.id);
    const row = known ?? exchangeRow(exchange, nameOf(exchange), () => view.set({ inspected: exchange.id }));
    row.show(exchange);
    sift(exchange, row);
    if (known === undefined) {
      rows.set(exchange.id, row);
      filters.offer(exchange.action.name);
      if (view.get().inspected === exchange.id) row.button.setAttribute("aria-current", "true");
      list.prepend(row.item);
    }
  };
  const drop = ({ id }: Exchange): void => {
    const row = rows.get(id);
    if (row === undefined) return;
    if (!row.item.hidden) shown -= 1;
    row.item.remove();
    rows.delete(id);
  };

  for (const exchange of exchanges.all()) put(exchange);
  settle();
  exchanges.watch((now, before) => {
    if (now !== undefined) put(now);
    else if (before !== undefined) drop(before);
    settle();
  });
  view.watch(({ inspected }, before) => {
    if (inspected === before.inspected) return;
    rows.get(before.inspected ?? "")?.button.removeAttribute("aria-current");
    const row = rows.get(inspected ?? "");
    row?.button.setAttribute("aria-current", "true");
    row?.button.scrollIntoView({ block: "nearest" });
  });
  roveRows(list);
  return { bar: filters.bar, list };
}
