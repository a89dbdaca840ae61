import { randomUUID } from "node:crypto";
import { type ActionChoice, type FakeCliq } from "@cliq-actions/fake-cliq";
import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { InvocationReport, PageChange, PageMenu, PageMessage, PageState, UseAnswer } from "../page-api.ts";
import { openChats, type Writing } from "./chats.ts";
import { type Conversation, startConversation } from "./conversation.ts";
import { toMenu } from "./to-menu.ts";
import { type Faults, openFaults } from "./faults.ts";
import { createNews } from "./news.ts";
import { keepExchanges } from "./exchanges.ts";
import { followClicks } from "./follow-clicks.ts";
import { replay, type Replay } from "./replay.ts";
import { placeExchange } from "../page/exchange/place-exchange.ts";
import { takeLateMessage } from "./take-late-message.ts";
import { findEnded, useFunction, type UseWish } from "./use-function.ts";
import { UnknownSubject } from "./unknown-subject.ts";
import { labelFakes } from "./label-fakes.ts";
import { openStores, type Stores } from "./stores.ts";
import { deployBot } from "./people.ts";
import { slugOf, toPageAction, toPageChat, toPageMessage, toPagePerson } from "./to-page.ts";
import type { FunctionWatch } from "./watch-functions.ts";

/** What the page shows of a stack. */
type ShownStack = Pick<LocalStack, "resources" | "stackName" | "status" | "apiUrl" | "fakes" | "serviceLabels">;

/** The running demo: a conversation in the local Cliq, in front of the local stack. */
export interface Simulation {
  readonly stores: Stores;
  readonly faults: Faults;
  state(): PageState;
  menu(personId: string, messageIds: readonly string[]): PageMenu;
  /** A click; `id` is what it is going to be called. */
  execute(choice: {
    id?: string;
    personId: string;
    actionId: string;
    messageIds: readonly string[];
  }): Promise<InvocationReport>;
  /** Somebody uses a button or a form; `id` is what it is going to be called. */
  use(wish: UseWish, id?: string): Promise<UseAnswer>;
  /** Sends the request of an earlier click again, or an event from a file. */
  replay(wish: Omit<Replay, "id"> & { id?: string }): Promise<InvocationReport>;
  /** Forgets the clicks that ended. */
  clear(): void;
  /** Somebody writes in a chat of theirs; in the channel unless another is named. */
  say(personId: string, text: string, more?: { chatId?: string | undefined; file?: Writing["file"] }): PageMessage;
  /** Somebody changes the words of a message of their own. */
  edit(personId: string, messageId: string, text: string): PageMessage;
  /** Somebody takes a message of their own away. */
  remove(personId: string, messageId: string): void;
  /** Tells every open page of a change. */
  announce(change: PageChange): void;
  /** Hears of every change, what was last built at once, until the function that it answers is called. */
  watch(listener: (change: PageChange) => void): () => void;
}

/** Puts the demo channel in front of a running Cliq and stack. */
export function createSimulation(parts: {
  cliq: FakeCliq;
  aws: Pick<LocalAws, "endpoints" | "adminCredentials" | "onRequest" | "stores">;
  /** The stack as it is now: the CDK's command line may have changed or destroyed it beside the page. */
  stack: () => ShownStack;
  watch: FunctionWatch;
  /** The channel to go on with, which grows with what is said, and the clicks so far; new ones unless given. */
  conversation?: Conversation;
  history?: readonly InvocationReport[];
}): Simulation {
  const { cliq, aws, stack, watch, history = [] } = parts;
  const conversation = parts.conversation ?? startConversation(Date.now());
  const [{ chat: channel }] = conversation.chats;
  const chats = openChats(conversation);
  const news = createNews();
  const start = randomUUID();
  const exchanges = keepExchanges(news.announce, history);

  const clicks = followClicks({
    cliq,
    aws,
    watch,
    exchanges,
    toOrigin: (choice) => {
      const { person } = choice;
      const chosen = "messages" in choice ? choice.messages : choice.do === "click" ? [choice.message] : [];
      const messageIds = chosen.map(({ id }) => id);
      const isOurs = channel.members.some(({ id }) => id === person.id) && messageIds.every((id) => chats.isKnown(id));
      return isOurs ? { personId: person.id, messageIds } : undefined;
    },
  });
  /** An edit of a message that came through the API is everybody's; one of a reply is drawn from the clicks. */
  const applyEdit = (report: InvocationReport): void => {
    const placement = placeExchange({ ...report, report }, findEnded(exchanges));
    if (placement.kind !== "edit" || !chats.isKnown(placement.of)) return;
    const message = toPageMessage(chats.replace(placement.of, report.output as Readonly<Record<string, unknown>>));
    news.announce({ type: "message", message });
  };
  cliq.onLateMessage((message) => {
    const report = takeLateMessage(message, { cliqUrl: cliq.cliqUrl, chats, exchanges, announce: news.announce });
    if (report !== undefined) applyEdit(report);
  });
  const newId = (wanted = randomUUID() as string): string => {
    if (exchanges.has(wanted)) throw new UnknownSubject(`There is a click with the id ${wanted} already.`);
    return wanted;
  };

  return {
    stores: openStores(aws, stack, () => cliq.model.actions().map(slugOf)),
    faults: openFaults(cliq.model),
    ...news,
    state: () => ({
      start,
      organizationId: cliq.organizationId,
      chats: conversation.chats.map(toPageChat),
      people: channel.members.map(toPagePerson),
      bots: [deployBot],
      messages: conversation.messages.map(toPageMessage),
      actions: cliq.model.actions().map(toPageAction),
      history: exchanges.ended(),
      pending: exchanges.pending(),
      fakes: labelFakes(stack()),
      stackName: stack().stackName,
      stackStatus: stack().status,
      apiUrl: stack().apiUrl,
      cliqUrl: cliq.cliqUrl,
    }),
    menu(personId, messageIds) {
      return toMenu(cliq.model.actions(), chats.findPerson(personId), chats.findMessages(messageIds));
    },
    async execute({ id, personId, actionId, messageIds }) {
      const action = cliq.model.actions().find(({ id }) => id === actionId);
      if (action === undefined) throw new UnknownSubject("Cliq no longer has this action.");
      const person = chats.findPerson(personId);
      const choice: ActionChoice = {
        actionId,
        person,
        chat: chats.findChat(messageIds, person),
        messages: chats.findMessages(messageIds),
        at: Date.now(),
      };
      clicks.expect(choice, { id: newId(id), personId, messageIds, action: toPageAction(action) });
      const { request } = await cliq.execute(choice);
      return await clicks.reportOf(request);
    },
    async use(wish, id) {
      const answer = await useFunction(newId(id), wish, { cliq, clicks, exchanges, chats });
      if ("report" in answer) applyEdit(answer.report);
      return answer;
    },
    async replay({ id, ...wish }) {
      const place = { apiUrl: stack().apiUrl, actions: cliq.model.actions().map(toPageAction) };
      return await replay({ id: newId(id), ...wish }, { cliq, clicks, exchanges, place });
    },
    clear: () => exchanges.clear(),
    say(personId, text, { chatId = channel.id, file } = {}) {
      const message = toPageMessage(chats.write(personId, chatId, { text, ...(file && { file }) }));
      news.announce({ type: "message", message });
      return message;
    },
    edit(personId, messageId, text) {
      const message = toPageMessage(chats.edit(personId, messageId, text));
      news.announce({ type: "message", message });
      return message;
    },
    remove(personId, messageId) {
      chats.remove(personId, messageId);
      news.announce({ type: "deleted", messageId });
    },
  };
}
