import type { ConversationView } from "../conversation/conversation-view.ts";
import type { Page } from "../state/page-state.ts";

/** Makes the page what its state is: what came or changed meanwhile in the order in which it did, and nothing that is gone. */
export function layOver({ state, exchanges, messages }: Page, view: Pick<ConversationView, "show" | "remove">): void {
  const { history, pending } = state;
  exchanges.keep(new Set([...history, ...pending].map(({ id }) => id)));
  const there = new Set(state.messages.map(({ id }) => id));
  for (const id of messages.keys()) if (!there.has(id)) view.remove(id);
  const all = [
    ...state.messages.map((message) => ({ at: message.time, show: () => view.show(message) })),
    ...history.map((report) => ({ at: report.at, show: () => exchanges.end(report) })),
    ...pending.map((click) => ({ at: click.at, show: () => exchanges.begin(click) })),
  ];
  // A click within the millisecond of its message comes after it, for the sort is stable.
  for (const { show } of all.toSorted((one, other) => one.at - other.at)) show();
}
