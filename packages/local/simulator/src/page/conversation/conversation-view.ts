import type { InvocationReport, PageMessage } from "../../page-api.ts";
import { element } from "../dom/element.ts";
import { formatDay } from "../dom/format.ts";
import type { ReplyEntry } from "../reply/reply-entry.ts";
import type { Page } from "../state/page-state.ts";
import { dayLine } from "./day-line.ts";
import { type MessageView, messageView } from "./message-view.ts";
import { enter, rove } from "./rove.ts";

/** The messages of the channel, with the replies only this person sees. */
export interface ConversationView {
  readonly conversation: HTMLElement;
  readonly messages: ReadonlyMap<string, MessageView>;
  append(message: PageMessage): void;
  appendReply(reply: ReplyEntry): void;
  /** Brings the last entry into sight. */
  scrollToEnd(): void;
}

const groupedMs = 5 * 60_000;

/** Draws the conversation as it stands; `redraw` makes the entries of earlier clicks. */
export function conversationView(page: Page, redraw: (report: InvocationReport) => ReplyEntry): ConversationView {
  const { channel } = page.state;
  const conversation = element("section", {
    class: "conversation",
    id: "conversation",
    tabindex: -1,
    "aria-label": `Conversation in #${channel.title}`,
  });
  const messages = new Map<string, MessageView>();
  const replies: ReplyEntry[] = [];
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

  const appendReply = (reply: ReplyEntry): void => {
    replies.push(reply);
    interrupted = true;
    reply.entry.hidden = reply.personId !== page.view.get().personId;
    conversation.append(reply.entry);
  };

  const earlier = [...page.state.history];
  for (const message of page.messages.values()) {
    for (const report of earlier.splice(0, earlier.findLastIndex(({ at }) => at < message.time) + 1))
      appendReply(redraw(report));
    append(message);
  }
  for (const report of earlier) appendReply(redraw(report));
  rove(conversation);
  const newest = [...messages.values()].at(-1);
  if (newest !== undefined) enter(conversation, newest.article);

  page.view.watch(({ personId, selected, selecting }) => {
    conversation.classList.toggle("selecting", selecting);
    for (const { entry, personId: owner } of replies) entry.hidden = owner !== personId;
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
    append,
    appendReply,
    scrollToEnd() {
      conversation.scrollTo({ top: conversation.scrollHeight });
    },
  };
}
