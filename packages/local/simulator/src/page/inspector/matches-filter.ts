import type { Exchange } from "../state/exchanges.ts";
import { nameOutcome, type NamedOutcome } from "./name-outcome.ts";

/** What the list of clicks is narrowed to; empty is everything. */
export interface HistoryFilter {
  /** Name of an action. */
  readonly action: string;
  readonly outcome: NamedOutcome["kind"] | "";
  /** Anything in the request, the answer, the log or the failure. */
  readonly text: string;
}

const searched = new WeakMap<Exchange, string>();

/** Whether a click is among those that are looked for; every word of the text has to be somewhere in it. */
export function matchesFilter(
  exchange: Exchange,
  { action, outcome, text }: HistoryFilter,
  personName: string,
): boolean {
  if (action !== "" && exchange.action.name !== action) return false;
  if (outcome !== "" && nameOutcome(exchange).kind !== outcome) return false;
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return true;
  const all = searched.get(exchange) ?? toSearchedText(exchange, personName);
  searched.set(exchange, all);
  return words.every((word) => all.includes(word));
}

function toSearchedText({ id, action, request, report, refusal }: Exchange, personName: string): string {
  const answer = report?.response;
  return [
    id,
    action.name,
    action.slug,
    personName,
    request?.url,
    ...Object.entries(request?.headers ?? {}).flat(),
    request?.body,
    answer?.status,
    ...Object.entries(answer?.headers ?? {}).flat(),
    answer?.body,
    refusal,
    report?.problem,
    report?.lambda?.outcome,
    report?.lambda?.reference,
    report?.lambda?.requestId,
    report?.failure && JSON.stringify(report.failure),
    ...(report?.logs ?? []),
  ]
    .join("\n")
    .toLowerCase();
}
