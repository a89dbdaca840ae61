import { announce } from "../dom/announce.ts";
import { element } from "../dom/element.ts";
import { icon } from "../dom/icon.ts";
import { type Fields, toFields, toList, toText } from "../reply/fields.ts";
import { groupsOf, isTrue, toChoice } from "./choices-of.ts";
import type { Choice, FieldControl, FieldPlace } from "./form-field.ts";

const pauseMs = 250;

/**
 * A select whose options its function finds for what is typed: a combobox with a list
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Arrow keys move, Enter chooses, Escape closes the list alone.
 */
export function comboboxControl(input: Fields, place: FieldPlace): FieldControl {
  const several = isTrue(input["multiple"]);
  const fewestCharacters = Number(toText(input["min_characters"]) || 0);
  const listId = `${place.id}-list`;
  let chosen: readonly Choice[] = (Array.isArray(input["value"]) ? input["value"] : toList([input["value"]]))
    .filter((one) => one !== undefined && one !== "")
    .map((one) => (typeof one === "string" ? { label: one, value: one } : toChoice(toFields(one))));
  let found: readonly Choice[] = groupsOf(input).flatMap(({ choices }) => choices);
  let active = -1;
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const field = element("input", {
    id: place.id,
    class: "form-control",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    "aria-describedby": place.describedBy,
    placeholder: toText(input["placeholder"]) || "Type to search…",
  });
  const list = element("ul", {
    id: listId,
    class: "combobox-options",
    role: "listbox",
    "aria-label": toText(input["label"]),
    hidden: true,
  });
  const tags = element("div", { class: "combobox-chosen" });

  const isOpen = (): boolean => !list.hidden;
  /** Whether something is typed that nothing was chosen for yet. */
  const isSearching = (): boolean => field.value !== "" && (several || field.value !== chosen[0]?.label);
  const close = (): void => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const drawTags = (): void => {
    tags.replaceChildren(
      ...(several ? chosen : []).map((choice) => {
        const remove = element(
          "button",
          { class: "quiet", type: "button", "aria-label": `Take out ${choice.label}` },
          choice.label,
          icon("close"),
        );
        remove.addEventListener("click", () => {
          chosen = chosen.filter((one) => one !== choice);
          drawTags();
          field.focus();
          place.changed();
        });
        return remove;
      }),
    );
  };
  const choose = (choice: Choice): void => {
    chosen = several ? [...chosen.filter(({ value }) => value !== choice.value), choice] : [choice];
    field.value = several ? "" : choice.label;
    close();
    drawTags();
    place.changed();
  };
  const move = (to: number): void => {
    active = (to + found.length) % found.length;
    for (const [number, option] of [...list.children].entries()) {
      option.classList.toggle("active", number === active);
      option.setAttribute("aria-selected", String(number === active));
      if (number === active) option.scrollIntoView({ block: "nearest" });
    }
    field.setAttribute("aria-activedescendant", `${listId}-${active}`);
  };
  const open = (): void => {
    list.replaceChildren(
      ...found.map((choice, number) => {
        const option = element(
          "li",
          {
            id: `${listId}-${number}`,
            class: "combobox-option",
            role: "option",
            "aria-selected": "false",
            dir: "auto",
          },
          choice.label,
        );
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(choice);
        });
        return option;
      }),
    );
    list.hidden = found.length === 0;
    active = -1;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
  };
  const search = async (): Promise<void> => {
    const query = field.value.trim();
    if (query.length < fewestCharacters) return close();
    const number = (asked += 1);
    const options = await place.search(query);
    // An answer to what was typed before comes too late.
    if (number !== asked || document.activeElement !== field) return;
    found = options;
    open();
    announce(found.length === 1 ? "1 option" : `${found.length} options`);
  };
  field.addEventListener("input", () => {
    if (!several && chosen.length > 0) {
      chosen = [];
      place.changed();
    }
    clearTimeout(timer);
    timer = setTimeout(() => void search(), pauseMs);
  });
  field.addEventListener("blur", () => {
    clearTimeout(timer);
    close();
    if (!several) field.value = chosen[0]?.label ?? "";
  });
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen()) void search();
      else move(key === "ArrowDown" ? active + 1 : active < 0 ? found.length - 1 : active - 1);
    } else if (key === "Enter" && (isOpen() || isSearching())) {
      // What nothing was chosen for is not sent.
      event.preventDefault();
      const choice = found[active];
      if (choice !== undefined) choose(choice);
    } else if (key === "Escape" && isOpen()) {
      // The dialog stays: only the list closes.
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  if (!several) field.value = chosen[0]?.label ?? "";
  drawTags();
  return {
    control: element("div", { class: "combobox" }, tags, field, list),
    focusable: field,
    read: () => (several ? chosen : chosen[0]),
    clear() {
      chosen = [];
      field.value = "";
      drawTags();
    },
    setDisabled: (isDisabled) => void (field.disabled = isDisabled),
  };
}
