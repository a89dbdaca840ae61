import type { Page } from "playwright-core";

/** What was pressed, and which presses lost the focus, if only for a frame. */
interface Pressed {
  readonly kinds: readonly string[];
  readonly lost: readonly string[];
}

/**
 * Presses, from the keyboard, a control of every kind that is not in `done` wherever a press leads to, and adds it there;
 * says which of them lost the focus. `arrive` leads back to where the page is now. Controls of a kind begin with the same
 * two words, such as "Inspect this …".
 */
export async function pressEverything(
  page: Page,
  done: Set<string>,
  arrive: () => Promise<unknown>,
): Promise<string[]> {
  const lost: string[] = [];
  for (;;) {
    const pressed = await pressOn(page, [...done]);
    for (const kind of pressed.kinds) done.add(kind);
    lost.push(...pressed.lost);
    if (pressed.kinds.length === 0) return lost;
    await arrive();
  }
}

async function pressOn(page: Page, done: readonly string[]): Promise<Pressed> {
  return await page.evaluate(async (known): Promise<Pressed> => {
    const pressable =
      "button:not(:disabled), summary, input[type=radio], input[type=checkbox], a[href^='#'], article[tabindex]";
    const isSheet = matchMedia("(max-width: 47.5rem)").matches;
    const kindOf = (control: HTMLElement): string => {
      // Of actions, in a menu or the list of clicks, one is as good as another.
      if (control.tagName === "ARTICLE" || control.querySelector(".monogram") !== null) return control.className;
      const name = control.getAttribute("aria-label") ?? control.closest("label, button")?.textContent ?? "";
      const inSheet = isSheet && control.closest(".panels") !== null ? "in the sheet: " : "";
      return `${inSheet}${control.className} ${name.trim().split(/\s+/u).slice(0, 2).join(" ")}`;
    };
    const visible = (): HTMLElement[] =>
      [...document.querySelectorAll<HTMLElement>(pressable)].filter((control) =>
        control.checkVisibility({ visibilityProperty: true, opacityProperty: false }),
      );
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const waiting = (): number => document.querySelectorAll("article[aria-busy]").length;
    const press = (control: HTMLElement, key: string): void => {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      if (control.dispatchEvent(event) && key === "Enter" && control.tagName !== "ARTICLE") control.click();
    };

    const waitingBefore = waiting();
    const kinds: string[] = [];
    const lost: string[] = [];
    const next = (): HTMLElement | undefined =>
      visible().find((control) => {
        if (known.includes(kindOf(control)) || kinds.includes(kindOf(control))) return false;
        control.focus({ preventScroll: true });
        return document.activeElement === control;
      });
    for (let control = next(); control !== undefined; control = next()) {
      const kind = kindOf(control);
      kinds.push(kind);
      for (const key of ["Enter", "Escape"]) {
        press(
          document.activeElement instanceof HTMLElement && key === "Escape" ? document.activeElement : control,
          key,
        );
        const opensMenu = key === "Enter" && control.matches("[data-message], [aria-haspopup=menu]");
        const isSettled = (): boolean =>
          waiting() <= waitingBefore && (!opensMenu || document.querySelector("[role=menu]") !== null);
        const until = performance.now() + 20_000;
        for (let frames = 0; frames < 3 || (!isSettled() && performance.now() < until); frames++) {
          await frame();
          const { activeElement } = document;
          if (activeElement !== null && activeElement !== document.body) continue;
          lost.push(`${kind}, by ${key}`);
          break;
        }
        if (lost.length > 0) return { kinds, lost };
      }
    }
    return { kinds, lost };
  }, done);
}
