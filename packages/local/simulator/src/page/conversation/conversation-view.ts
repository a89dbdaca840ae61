import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatDay } from "../dom/format.ts";
import type { ReplyEntry } from "../reply/reply-entry.ts";
import type { Exchange } from "../state/exchanges.ts";
import type { Page } from "../state/page-state.ts";
import { enter, rove } from "./rove.ts";
import { dayLine } from "./day-line.ts";
import { type MessageView, messageView } from "./message-view.ts";

/** The messages of the channel, with the replies only this person sees. */
export interface ConversationView {
  readonly conversation: HTMLElement;
  readonly messages: ReadonlyMap<string, MessageView>;
  /** Adds what somebody has written, once. */
  append(message: PageMessage): void;
  /** Brings the last entry into sight. */
  scrollToEnd(): void;
}

const groupedMs = 5 * 60_000;
/** So near to the end, a person is taken to follow what comes. */
const nearPx = 48;

/** Draws the conversation as it stands, and what comes; `draw` makes the entry of a click. */
export function conversationView(page: Page, draw: (exchange: Exchange) => ReplyEntry): ConversationView {
  const { channel } = page.state;
  const conversation = element("section", {
    class: "conversation",
    id: "conversation",
    tabindex: -1,
    "aria-label": `Conversation in #${channel.title}`,
  });
  const messages = new Map<string, MessageView>();
  const replies = new Map<string, ReplyEntry>();
  let last: PageMessage | undefined;
  /** A reply in between ends a group: the next message names its sender again. */
  let interrupted = false;

  const append = (message: PageMessage): void => {
    const now = Date.now();
    const newDay = last === undefined || formatDay(last.time, now) !== formatDay(message.time, now);
    if (newDay) conversation.append(dayLine(message.time, now));
    const grouped =
      !newDay &&
      !interrupted &&
      last?.senderId === message.senderId &&
      message.time - last.time < groupedMs &&
      message.replyTo === undefined;
    const view = messageView(page, message, grouped);
    view.checkbox.addEventListener("click", (event) => event.preventDefault());
    messages.set(message.id, view);
    conversation.append(view.article);
    last = message;
    interrupted = false;
  };

  const scrollToEnd = (): void => conversation.scrollTo({ top: conversation.scrollHeight });
  /** Who reads further up stays there; who is at the end sees what comes. */
  const follow = (change: () => void): void => {
    const { scrollHeight, scrollTop, clientHeight } = conversation;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < nearPx;
    change();
    if (isAtEnd) scrollToEnd();
  };

  const showExchange = (exchange: Exchange): void => {
    // Of a request that nobody has made in Cliq, nobody sees a reply there.
    if (exchange.personId === "") return;
    const known = replies.get(exchange.id);
    const reply = known ?? draw(exchange);
    if (known === undefined) {
      replies.set(exchange.id, reply);
      interrupted = true;
      reply.entry.hidden = reply.personId !== page.view.get().personId;
      conversation.append(reply.entry);
    }
    if (exchange.report !== undefined) reply.show(exchange.report);
    else if (exchange.refusal !== undefined) reply.fail(exchange.refusal);
  };

  const earlier = [...page.exchanges.all()];
  for (const message of page.messages.values()) {
    for (const exchange of earlier.splice(0, earlier.findLastIndex(({ at }) => at < message.time) + 1))
      showExchange(exchange);
    append(message);
  }
  for (const exchange of earlier) showExchange(exchange);
  rove(conversation);
  const newest = [...messages.values()].at(-1);
  if (newest !== undefined) enter(conversation, newest.article);

  // What comes above or below it, such as the problems of a build, takes room from the end that somebody looks at.
  let height = conversation.clientHeight;
  new ResizeObserver(() => {
    const { scrollHeight, scrollTop, clientHeight } = conversation;
    if (clientHeight < height && scrollHeight - scrollTop - height < nearPx) scrollToEnd();
    height = clientHeight;
  }).observe(conversation);

  page.exchanges.watch((now, before) => {
    if (now !== undefined) {
      follow(() => showExchange(now));
    } else if (before !== undefined) {
      replies.get(before.id)?.entry.remove();
      replies.delete(before.id);
    }
  });

  page.view.watch(({ personId, selected, selecting }) => {
    conversation.classList.toggle("selecting", selecting);
    for (const { entry, personId: owner } of replies.values()) entry.hidden = owner !== personId;
    if (newest !== undefined && conversation.querySelector('article[tabindex="0"]:not([hidden])') === null)
      enter(conversation, newest.article);
    for (const [id, { article, checkbox }] of messages) {
      checkbox.checked = selected.includes(id);
      article.classList.toggle("selected", checkbox.checked);
    }
  });

  return {
    conversation,
    messages,
    append(message) {
      if (!messages.has(message.id)) follow(() => append(message));
    },
    scrollToEnd,
  };
}
