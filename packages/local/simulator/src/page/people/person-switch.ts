import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { formatLanguage } from "../dom/format.ts";
import type { Page } from "../state/page-state.ts";
import { avatar } from "./avatar.ts";

/** The list beside the channel: who the next click comes from. */
export function personList({ state, view }: Page): HTMLElement {
  const options = state.people.map((person) => {
    const input = element("input", {
      type: "radio",
      name: "person",
      value: person.id,
      checked: person.id === view.get().personId,
      on: { change: () => view.set({ personId: person.id, selecting: false, selected: [] }) },
    });
    const text = element(
      "span",
      { class: "person-text" },
      element("span", { class: "person-name", dir: "auto" }, person.name),
      element("span", { class: "person-language" }, formatLanguage(person.language)),
    );
    return { input, row: element("label", { class: "person" }, input, avatar(person, "small"), text) };
  });
  view.watch(({ personId }, before) => {
    if (personId === before.personId) return;
    for (const { input } of options) input.checked = input.value === personId;
    announce(`Viewing as ${state.people.find(({ id }) => id === personId)?.name ?? ""}`);
  });
  return element(
    "fieldset",
    { class: "people" },
    element("legend", { class: "label" }, "Viewing as"),
    ...options.map(({ row }) => row),
  );
}

/** The same choice where there is no room for the list. */
export function personSelect({ state, view }: Page): HTMLElement {
  const select = element("select", {
    class: "person-select",
    "aria-label": "Viewing as",
    on: { change: () => view.set({ personId: select.value, selecting: false, selected: [] }) },
  });
  select.append(
    ...state.people.map((person) => element("option", { value: person.id }, `${person.name} · ${person.language}`)),
  );
  select.value = view.get().personId;
  view.watch(({ personId }) => {
    select.value = personId;
  });
  return select;
}
