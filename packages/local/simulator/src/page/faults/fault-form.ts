import type { FaultWish, PageFaultKind } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { numberField } from "./number-field.ts";

/** What a form chooses among. */
interface FaultChoices {
  readonly of: FaultWish["of"];
  readonly legend: string;
  readonly kinds: readonly PageFaultKind[];
  /** What it may happen on: `any`, then names. */
  readonly ons: readonly string[];
}

const delays: Readonly<Record<string, number>> = { late: 360, slow: 3 };

/** Chooses a fault: its kind, each with its sentence, whom it is about, and when it happens. */
export function faultForm(
  { of, legend, kinds, ons }: FaultChoices,
  add: (wish: FaultWish) => Promise<void>,
): HTMLFormElement {
  const one = of === "delivery" ? "click" : "call";
  let chosen = kinds[0];
  const onSelect = element("select", { class: "fault-select" });
  onSelect.append(
    ...ons.map((on) => {
      const every = of === "delivery" ? "every action" : "every operation";
      return element("option", { value: on }, on === "any" ? every : on);
    }),
  );
  const nth = numberField(`From which ${one} on`, { value: 1, min: 1 });
  const times = numberField(`On how many ${one}s`, { value: 1, min: 1 });
  const extra = element("div", { class: "fault-extra" });
  let readExtra = (): Partial<FaultWish> => ({});
  const show = (): void => {
    const { takes, kind = "" } = chosen ?? {};
    const copies = numberField("How often it arrives", { value: 2, min: 2, max: 5 });
    const delay = numberField("Delay in seconds", { value: delays[kind] ?? 1, min: 0, max: 86_400 });
    extra.replaceChildren(...(takes === "copies" ? [copies.row] : takes === "delayMs" ? [delay.row] : []));
    readExtra = () =>
      takes === "copies" ? { copies: copies.read() } : takes === "delayMs" ? { delayMs: delay.read() * 1_000 } : {};
  };
  show();
  const options = kinds.map((each) =>
    element(
      "label",
      { class: "fault-kind" },
      element("input", {
        type: "radio",
        name: `fault-${of}`,
        value: each.kind,
        checked: each === chosen,
        on: {
          change() {
            chosen = each;
            show();
          },
        },
      }),
      element(
        "span",
        {},
        element("span", { class: "fault-name" }, each.kind),
        element("span", { class: "fault-says" }, each.says),
      ),
    ),
  );
  const form = element(
    "form",
    { class: "fault-form" },
    element("fieldset", { class: "fault-kinds" }, element("legend", { class: "label" }, legend), ...options),
    element(
      "div",
      { class: "fault-fields" },
      element("label", { class: "fault-field" }, element("span", {}, "On"), onSelect),
      nth.row,
      times.row,
      extra,
    ),
    element("button", { class: "button", type: "submit" }, of === "delivery" ? "Add to clicks" : "Add to calls"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen === undefined) return;
    void add({ of, kind: chosen.kind, on: onSelect.value, nth: nth.read(), times: times.read(), ...readExtra() });
  });
  return form;
}
