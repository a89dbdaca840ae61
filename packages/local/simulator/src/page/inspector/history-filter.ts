import { element } from "../dom/element.ts";
import type { HistoryFilter } from "./matches-filter.ts";

/** The controls over the list of clicks. */
export interface FilterBar {
  readonly bar: HTMLElement;
  readonly filter: () => HistoryFilter;
  /** Offers an action to narrow the list to; once is enough. */
  readonly offer: (actionName: string) => void;
  /** How many of all are shown. */
  readonly count: (shown: number, all: number) => void;
}

const outcomes = [
  ["", "Any outcome"],
  ["answered", "Answered"],
  ["failed", "Failed"],
  ["running", "Running"],
] as const;

/** Text search, action, outcome, and what forgets them all. */
export function filterBar(changed: () => void, clear: () => void): FilterBar {
  const search = element("input", {
    class: "filter-field filter-search",
    type: "search",
    placeholder: "Search",
    "aria-label": "Search in requests, answers and logs",
    on: { input: changed },
  });
  const action = select("Action", [["", "Any action"]], changed);
  const outcome = select("Outcome", outcomes, changed);
  const counted = element("span", { class: "filter-count", role: "status" });
  const forget = element(
    "button",
    {
      class: "quiet",
      type: "button",
      title: "Forget these invocations, and their replies in the conversation",
      on: { click: clear },
    },
    "Clear",
  );
  const offered = new Set<string>();
  return {
    bar: element(
      "div",
      { class: "filter-bar", role: "search", "aria-label": "Invocations" },
      search,
      action,
      outcome,
      element("div", { class: "filter-foot" }, counted, forget),
    ),
    filter: () => ({
      text: search.value,
      action: action.value,
      outcome: outcome.value as HistoryFilter["outcome"],
    }),
    offer(name) {
      if (offered.has(name)) return;
      offered.add(name);
      const later = [...action.options].slice(1).find((option) => option.value.localeCompare(name) > 0);
      action.add(element("option", { value: name }, name), later ?? null);
    },
    count(shown, all) {
      const of = all === 1 ? "1 invocation" : `${all} invocations`;
      counted.textContent = shown === all ? of : `${shown} of ${of}`;
    },
  };
}

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  changed: () => void,
): HTMLSelectElement {
  return element(
    "select",
    { class: "filter-field", "aria-label": label, on: { change: changed } },
    ...options.map(([value, text]) => element("option", { value }, text)),
  );
}
