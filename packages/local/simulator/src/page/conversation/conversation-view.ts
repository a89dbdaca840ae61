import { currentChat } from "../chats/current-chat.ts";
import { addressChat } from "../chats/name-chat.ts";
import type { PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { placeExchange } from "../exchange/place-exchange.ts";
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
  /** Adds what somebody has written, or changes what they have changed. */
  show(message: PageMessage): void;
  /** Takes away what its sender has. */
  remove(messageId: string): void;
  /** Brings the last entry into sight. */
  scrollToEnd(): void;
}

const groupedMs = 5 * 60_000;
/** So near to the end, a person is taken to follow what comes. */
const nearPx = 48;

/** Draws the conversation as it stands, and what comes; `reply` makes the entry of a click. */
export function conversationView(page: Page, reply: (exchange: Exchange) => ReplyEntry): ConversationView {
  const label = (): string => {
    const { personId } = page.view.get();
    return `Conversation in ${addressChat(currentChat(page), page, personId)}`;
  };
  const conversation = element("section", {
    class: "conversation",
    id: "conversation",
    tabindex: -1,
    "aria-label": label(),
  });
  const messages = new Map<string, MessageView>();
  const replies = new Map<string, ReplyEntry>();
  /** The last message of each chat. */
  const lasts = new Map<string, PageMessage>();
  /** A reply in between ends a group: the next message names its sender again. */
  const interrupted = new Set<string>();
  /** Of all that is drawn, what belongs to the chat, and of replies to the person, is seen. */
  const place = (entry: HTMLElement, chatId: string, personId?: string): void => {
    const view = page.view.get();
    entry.dataset["chat"] = chatId;
    entry.hidden = chatId !== view.chatId || (personId !== undefined && personId !== view.personId);
  };
  const chatOf = ({ messageIds: [first = ""] }: Pick<Exchange, "messageIds">): string =>
    page.messages.get(first)?.chatId ?? page.state.chats[0]?.id ?? "";

  const mark = ({ article, checkbox }: MessageView, id: string): void => {
    checkbox.checked = page.view.get().selected.includes(id);
    article.classList.toggle("selected", checkbox.checked);
  };
  const draw = (message: PageMessage, grouped: boolean): MessageView => {
    const view = messageView(page, message, grouped);
    view.checkbox.addEventListener("click", (event) => event.preventDefault());
    messages.set(message.id, view);
    mark(view, message.id);
    place(view.article, message.chatId);
    return view;
  };

  const replace = (known: HTMLElement, article: HTMLElement): void => {
    known.replaceWith(article);
    if (known.tabIndex === 0) enter(conversation, article);
  };

  const append = (message: PageMessage): void => {
    const now = Date.now();
    const last = lasts.get(message.chatId);
    const newDay = last === undefined || formatDay(last.time, now) !== formatDay(message.time, now);
    if (newDay) {
      const line = dayLine(message.time, now);
      place(line, message.chatId);
      conversation.append(line);
    }
    const grouped =
      !newDay &&
      !interrupted.has(message.chatId) &&
      last?.senderId === message.senderId &&
      message.time - last.time < groupedMs &&
      message.replyTo === undefined;
    conversation.append(draw(message, grouped).article);
    lasts.set(message.chatId, message);
    interrupted.delete(message.chatId);
  };

  /** What followed it in a group names its sender in its place, and so does what is written next. */
  const ungroupAfter = (gone: HTMLElement): void => {
    const chatId = gone.dataset["chat"] ?? "";
    if (lasts.get(chatId)?.id === gone.dataset["message"]) interrupted.add(chatId);
    if (gone.classList.contains("grouped")) return;
    const inChat = [...messages.values()]
      .map(({ article }) => article)
      .filter(({ dataset }) => dataset["chat"] === chatId);
    const next = inChat[inChat.indexOf(gone) + 1];
    const message = page.messages.get(next?.dataset["message"] ?? "");
    if (next === undefined || message === undefined || !next.classList.contains("grouped")) return;
    replace(next, draw(message, false).article);
  };

  const scrollToEnd = (): void => conversation.scrollTo({ top: conversation.scrollHeight });
  /** Whether somebody was at the end before the first change of this frame. */
  let isFollowed: boolean | undefined;
  /** Who reads further up stays there; who is at the end sees what comes. A burst is measured once, for that lays out the page. */
  const follow = (change: () => void): void => {
    if (isFollowed === undefined) {
      const { scrollHeight, scrollTop, clientHeight } = conversation;
      isFollowed = scrollHeight - scrollTop - clientHeight < nearPx;
      requestAnimationFrame(() => {
        if (isFollowed === true) scrollToEnd();
        isFollowed = undefined;
      });
    }
    change();
  };

  const showExchange = (exchange: Exchange): void => {
    // Of a request that nobody has made in Cliq, nobody sees a reply there.
    if (exchange.personId === "") return;
    const placement = placeExchange(exchange, page.exchanges.find);
    if (placement.kind === "edit" && exchange.report !== undefined) replies.get(placement.of)?.show(exchange.report);
    if (placement.kind !== "entry") return;
    const known = replies.get(exchange.id);
    const made = known ?? reply(exchange);
    if (known === undefined) {
      const chatId = chatOf(exchange);
      replies.set(exchange.id, made);
      interrupted.add(chatId);
      place(made.entry, chatId, made.personId);
      conversation.append(made.entry);
    }
    if (exchange.report !== undefined) made.show(exchange.report);
    else if (exchange.refusal !== undefined) made.fail(exchange.refusal);
  };

  const earlier = [...page.exchanges.all()];
  for (const message of page.messages.values()) {
    for (const exchange of earlier.splice(0, earlier.findLastIndex(({ at }) => at < message.time) + 1))
      showExchange(exchange);
    append(message);
  }
  for (const exchange of earlier) showExchange(exchange);
  rove(conversation);
  const enterNewest = (): void => {
    const newest = [...conversation.querySelectorAll<HTMLElement>("article[data-message]:not([hidden])")].at(-1);
    if (newest !== undefined) enter(conversation, newest);
  };
  enterNewest();

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

  page.view.watch(({ personId, chatId, selecting }, before) => {
    conversation.classList.toggle("selecting", selecting);
    for (const { entry, personId: owner } of replies.values()) place(entry, entry.dataset["chat"] ?? "", owner);
    if (chatId !== before.chatId) {
      for (const entry of conversation.querySelectorAll<HTMLElement>(".day, [data-message]"))
        place(entry, entry.dataset["chat"] ?? "");
      scrollToEnd();
    }
    if (chatId !== before.chatId || personId !== before.personId) conversation.setAttribute("aria-label", label());
    if (conversation.querySelector('article[tabindex="0"]:not([hidden])') === null) enterNewest();
    for (const [id, view] of messages) mark(view, id);
  });

  return {
    conversation,
    messages,
    show(message) {
      const known = messages.get(message.id)?.article;
      const shown = page.messages.get(message.id);
      page.messages.set(message.id, message);
      if (known === undefined) follow(() => append(message));
      else if (JSON.stringify(shown) !== JSON.stringify(message)) {
        replace(known, draw(message, known.classList.contains("grouped")).article);
      }
    },
    remove(messageId) {
      const gone = messages.get(messageId)?.article;
      if (gone !== undefined) ungroupAfter(gone);
      gone?.remove();
      messages.delete(messageId);
      page.messages.delete(messageId);
      page.view.set({ selected: page.view.get().selected.filter((id) => id !== messageId) });
      if (conversation.querySelector('article[tabindex="0"]:not([hidden])') === null) enterNewest();
    },
    scrollToEnd,
  };
}
