const controls = "a[href], button, input, summary, [tabindex]";

/**
 * Lets the arrow keys move between the articles of a conversation, with one of them and what it holds in the tab order
 * (a roving tabindex, https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/): Tab leaves a conversation after
 * as many stops with a thousand replies as with one.
 */
export function rove(conversation: HTMLElement): void {
  const visible = (): HTMLElement[] => [...conversation.querySelectorAll<HTMLElement>("article:not([hidden])")];

  conversation.addEventListener("focusin", ({ target }) => {
    const article = target instanceof Element ? target.closest("article") : null;
    if (article !== null) enter(conversation, article);
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
  for (const article of conversation.querySelectorAll("article")) reach(article, false);
  // What is drawn later, such as an answer's buttons, is in the tab order as its article is.
  new MutationObserver((changes) => {
    const changed = changes.map(({ target }) => (target instanceof Element ? target.closest("article") : null));
    for (const article of new Set(changed)) if (article !== null) reach(article, article.tabIndex === 0);
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof HTMLElement && node.matches("article")) reach(node, false);
  }).observe(conversation, { childList: true, subtree: true });
}

/** Makes `article` the one the Tab key reaches. */
export function enter(conversation: HTMLElement, article: HTMLElement): void {
  for (const other of conversation.querySelectorAll<HTMLElement>('article[tabindex="0"]')) {
    if (other === article) continue;
    other.tabIndex = -1;
    reach(other, false);
  }
  article.tabIndex = 0;
  reach(article, true);
}

/** Whether the Tab key leads to what an article holds; the boxes of a selection answer to Space on the article. */
function reach(article: Element, isReached: boolean): void {
  for (const control of article.querySelectorAll<HTMLElement>(controls))
    if (!control.matches(".choose")) control.tabIndex = isReached ? 0 : -1;
}
