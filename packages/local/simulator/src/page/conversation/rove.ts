/**
 * Lets the arrow keys move between the articles of a conversation, with one of them in the tab order
 * (a roving tabindex, https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/).
 */
export function rove(conversation: HTMLElement): void {
  const visible = (): HTMLElement[] => [...conversation.querySelectorAll<HTMLElement>("article:not([hidden])")];

  conversation.addEventListener("focusin", (event) => {
    // A link in some message does not move the tab stop: Tab passes it on the way to the newest message.
    if (event.target instanceof HTMLElement && event.target.matches("article")) enter(conversation, event.target);
  });
  conversation.addEventListener("keydown", (event) => {
    if (
      !(event.target instanceof HTMLElement) ||
      !event.target.matches("article") ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey
    )
      return;
    const articles = visible();
    const at = articles.indexOf(event.target);
    const target = { ArrowDown: articles[at + 1], ArrowUp: articles[at - 1], Home: articles[0], End: articles.at(-1) }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  });
}

/** Makes `article` the one the Tab key reaches. */
export function enter(conversation: HTMLElement, article: HTMLElement): void {
  for (const other of conversation.querySelectorAll<HTMLElement>('article[tabindex="0"]')) other.tabIndex = -1;
  article.tabIndex = 0;
}
