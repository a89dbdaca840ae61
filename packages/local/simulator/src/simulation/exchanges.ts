import type { InvocationReport, PendingClick } from "../page-api.ts";
import { findOverdue } from "../page/exchange/find-overdue.ts";
import type { News } from "./news.ts";

/** The clicks under way, and the last that ended. */
export interface Exchanges {
  /** In the order in which they began. */
  readonly pending: () => readonly PendingClick[];
  /** Oldest first. */
  readonly ended: () => readonly InvocationReport[];
  readonly begin: (click: PendingClick) => void;
  readonly end: (report: InvocationReport) => void;
  /** One by its id, or by the reference that its person was shown. */
  readonly find: (name: string) => PendingClick | undefined;
  /** Whether an id is spoken for. */
  readonly has: (id: string) => boolean;
  /** Forgets those that ended. */
  readonly clear: () => void;
}

/** Keeps clicks, after those that ended before, and tells of each twice: when it begins and when it ends. */
export function keepExchanges(announce: News["announce"], earlier: readonly InvocationReport[] = []): Exchanges {
  const pending = new Map<string, PendingClick>();
  let ended = [...earlier];
  return {
    pending: () => [...pending.values()],
    ended: () => ended,
    begin(click) {
      pending.set(click.id, click);
      announce({ type: "click", click });
    },
    end(report) {
      pending.delete(report.id);
      ended.push(report);
      ended.splice(0, findOverdue(ended.map((one) => ({ report: one }))).length);
      announce({ type: "result", report });
    },
    find: (name) => ended.findLast(({ id, lambda }) => id === name || lambda?.reference === name) ?? pending.get(name),
    has: (id) => pending.has(id) || ended.some((report) => report.id === id),
    clear() {
      ended = [];
      announce({ type: "clear" });
    },
  };
}
