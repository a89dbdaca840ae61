const reachable = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]";
const areas = "[data-key], ul, ol, [role=list]";

/** How many places are remembered; focus goes back to the newest that is still there. */
const placesKept = 30;

/** Where focus was, and what finds its successor when the page is drawn anew. */
interface Place {
  readonly element: HTMLElement;
  /** What lists it or has a key, the nearest first, and its number among what can be focused in there. */
  readonly around: readonly { readonly element: Element; readonly number: number }[];
}

/**
 * Keeps the keyboard's place whatever the page takes away, hides or draws anew: focus goes to what stands where it was
 * (the same id, the same place under the same `data-key`, the next in the same list), else to where it was before, else
 * to what `home` finds.
 */
export function keepFocus(home: () => HTMLElement | null): void {
  const places: Place[] = [];
  let current: Place | undefined;
  const remember = (): void => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return;
    if (current?.element !== activeElement) current = toPlace(activeElement);
    places.unshift(current);
    places.splice(placesKept);
  };
  const restore = (): void => {
    if (current === undefined || isThere(document.activeElement)) return;
    const next = findSuccessor(current) ?? places.map(({ element }) => element).find(isThere) ?? home();
    next?.focus({ preventScroll: true });
  };
  document.addEventListener("focusin", remember);
  // Who presses on nothing wants no focus; who presses on what has it already causes no event of focus.
  document.addEventListener("pointerdown", () => (current = undefined), { capture: true });
  document.addEventListener("click", remember, { capture: true });
  new MutationObserver(restore).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["hidden", "disabled", "class"],
  });
  addEventListener("resize", restore);
}

function toPlace(element: HTMLElement): Place {
  const around: Place["around"][number][] = [];
  for (let outer = element.closest(areas); outer !== null; outer = outer.parentElement?.closest(areas) ?? null)
    around.push({ element: outer, number: reachableIn(outer).indexOf(element) });
  return { element, around };
}

function findSuccessor({ element, around }: Place): HTMLElement | undefined {
  const { id } = element;
  const same = [element, id === "" ? null : document.getElementById(id)].find(isThere);
  if (same !== undefined) return same;
  for (const outer of around) {
    const key = outer.element.getAttribute("data-key");
    const anew = key === null ? null : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const area = outer.element.isConnected ? outer.element : anew;
    const choices = area === null ? [] : reachableIn(area);
    const next = choices[Math.min(outer.number, choices.length - 1)];
    if (next !== undefined) return next;
  }
  return undefined;
}

function reachableIn(area: Element): HTMLElement[] {
  return [...area.querySelectorAll<HTMLElement>(reachable)].filter(isThere);
}

/** Whether an element could have the focus now. */
function isThere(element: Element | null): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    element !== document.body &&
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.matches(":disabled")
  );
}
