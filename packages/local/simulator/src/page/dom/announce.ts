/** Says a sentence to people who listen to the page. While a dialog is open nothing beside it is heard, so that it has a place of its own. */
export function announce(sentence: string): void {
  const region = [...document.querySelectorAll("#announcements, dialog[open] > .announcements")].at(-1);
  if (region === undefined) return;
  region.textContent = "";
  // A region that changes twice in one frame is read once: the emptying has to be seen first.
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}
