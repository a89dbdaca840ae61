import type { Page } from "../state/page-state.ts";

const linked = /^#\/exchange\/([\w-]+)$/u;

/** Keeps the address of the page at the click that is shown, and shows the one that the address names. */
export function linkExchange({ view, exchanges }: Page, open: () => void): void {
  const named = (): string | undefined => linked.exec(location.hash)?.[1];
  const follow = (): void => {
    const id = named();
    if (id === undefined || exchanges.find(id) === undefined || id === view.get().inspected) return;
    view.set({ inspected: id });
    open();
  };
  view.watch(({ inspected }, before) => {
    if (inspected === before.inspected || inspected === undefined || inspected === named()) return;
    history.replaceState(null, "", `#/exchange/${inspected}`);
  });
  window.addEventListener("hashchange", follow);
  follow();
  // A link to what is not kept any more shows the newest.
  const newest = exchanges.all().at(-1);
  if (view.get().inspected === undefined && newest !== undefined) view.set({ inspected: newest.id });
}
