/** Says a sentence to people who listen to the page. */
export function announce(sentence: string): void {
  const region = document.querySelector("#announcements");
  if (region === null) return;
  region.textContent = "";
  // A region that changes twice in one frame is read once: the emptying has to be seen first.
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}
