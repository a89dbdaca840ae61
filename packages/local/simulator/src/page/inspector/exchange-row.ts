import { element } from "../dom/element.ts";
import { formatMs, formatTime } from "../dom/format.ts";
import { monogram } from "../menu/monogram.ts";
import type { Exchange } from "../state/exchanges.ts";
import { nameOutcome } from "./name-outcome.ts";
import { nameUse } from "./name-use.ts";

/** One line of the list of clicks. */
export interface ExchangeRow {
  readonly item: HTMLLIElement;
  readonly button: HTMLButtonElement;
  readonly show: (exchange: Exchange) => void;
}

const classes = { running: "status", answered: "status status-good", failed: "status status-bad" } as const;

/** Draws the line; `show` writes into it what has become of the click. */
export function exchangeRow(exchange: Exchange, personName: string, choose: () => void): ExchangeRow {
  const { action, at } = exchange;
  const facts = [nameUse(exchange), personName || "Sent to the API", formatTime(at)];
  const status = element("span");
  const time = element("span", { class: "history-time" });
  const button = element(
    "button",
    { class: "history-row", type: "button", tabindex: -1, on: { click: choose } },
    monogram(action),
    element(
      "span",
      { class: "history-text" },
      element("span", { class: "history-name" }, action.name),
      element("span", { class: "history-facts" }, facts.filter((fact) => fact !== undefined).join(" · ")),
    ),
    status,
    time,
  );
  return {
    item: element("li", {}, button),
    button,
    show(exchange) {
      const { kind, word } = nameOutcome(exchange);
      status.className = classes[kind];
      status.textContent = word;
      time.textContent = exchange.report === undefined ? "" : formatMs(exchange.report.ms);
    },
  };
}
