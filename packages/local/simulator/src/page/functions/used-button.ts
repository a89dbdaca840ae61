/** What a press on a button of a function asks for, wherever it is drawn; who lets it happen prevents its default. */
const wanted = "use-function";

/** Asks for a use; false where nobody can make one, such as in the playground. */
export function askForUse(button: HTMLElement, source: unknown): boolean {
  return !button.dispatchEvent(new CustomEvent(wanted, { bubbles: true, cancelable: true, detail: source }));
}

/** Hears of every press on a button of a function within `area`. */
export function onAskedForUse(area: HTMLElement, use: (button: HTMLElement, source: unknown) => void): void {
  area.addEventListener(wanted, (event) => {
    const { target } = event;
    if (!(event instanceof CustomEvent) || !(target instanceof HTMLElement)) return;
    event.preventDefault();
    use(target, event.detail);
  });
}
