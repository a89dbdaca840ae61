import type { InvocationReport, PendingClick } from "../../page-api.ts";
import { findOverdue } from "../exchange/find-overdue.ts";

/** A click as far as the page knows it: its request once Cliq has made it, its report once it has ended. */
export interface Exchange extends Omit<PendingClick, "request"> {
  readonly request?: PendingClick["request"];
  readonly report?: InvocationReport;
  /** Why it never reached Cliq. */
  readonly refusal?: string;
}

/** Hears of a click as it is now and as it was; it is new without the latter, and forgotten without the former. */
type ExchangeListener = (now: Exchange | undefined, before: Exchange | undefined) => void;

/** The clicks of all who use this simulator. */
export interface Exchanges {
  /** In the order in which they came. */
  readonly all: () => readonly Exchange[];
  readonly find: (id: string) => Exchange | undefined;
  /** A click that has begun; what is known of it already stays. */
  readonly begin: (click: Exchange) => void;
  readonly end: (report: InvocationReport) => void;
  readonly refuse: (id: string, sentence: string) => void;
  /** Forgets those that ended. */
  readonly clear: () => void;
  /** Forgets those that came from the server, and that it does not name any more. */
  readonly keep: (ids: ReadonlySet<string>) => void;
  readonly watch: (listener: ExchangeListener) => void;
}

/** Keeps clicks by their ids: whatever comes twice, from the stream and as an answer, is told once. */
export function keepExchanges(): Exchanges {
  const exchanges = new Map<string, Exchange>();
  const listeners: ExchangeListener[] = [];
  const tell: ExchangeListener = (now, before) => {
    for (const listener of listeners) listener(now, before);
  };
  const put = (exchange: Exchange): void => {
    const before = exchanges.get(exchange.id);
    exchanges.set(exchange.id, exchange);
    tell(exchange, before);
    for (const overdue of findOverdue([...exchanges.values()])) forget(overdue);
  };
  const forget = (exchange: Exchange): void => {
    exchanges.delete(exchange.id);
    tell(undefined, exchange);
  };
  return {
    all: () => [...exchanges.values()],
    find: (id) => exchanges.get(id),
    begin(click) {
      const known = exchanges.get(click.id);
      if (known?.report === undefined && known?.request === undefined) put({ ...known, ...click });
    },
    end(report) {
      if (exchanges.get(report.id)?.report !== undefined) return;
      const { id, at, action, personId, messageIds, use, request } = report;
      put({ id, at, action, personId, messageIds, ...(use && { use }), request, report });
    },
    refuse(id, refusal) {
      const known = exchanges.get(id);
      if (known !== undefined && known.report === undefined) put({ ...known, refusal });
    },
    clear() {
      for (const exchange of exchanges.values())
        if (exchange.report !== undefined || exchange.refusal !== undefined) forget(exchange);
    },
    keep(ids) {
      for (const exchange of exchanges.values())
        if (exchange.request !== undefined && exchange.refusal === undefined && !ids.has(exchange.id)) forget(exchange);
    },
    watch: (listener) => void listeners.push(listener),
  };
}
