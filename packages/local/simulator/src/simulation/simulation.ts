import { randomUUID } from "node:crypto";
import { type ActionChoice, type FakeCliq, type FakeMessage, type FakePerson } from "@cliq-actions/fake-cliq";
import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { InvocationReport, PageChange, PageMenu, PageMessage, PageState } from "../page-api.ts";
import { type Conversation, startConversation } from "./conversation.ts";
import { toMenu } from "./to-menu.ts";
import { type Faults, openFaults } from "./faults.ts";
import { createNews } from "./news.ts";
import { keepExchanges } from "./exchanges.ts";
import { followClicks } from "./follow-clicks.ts";
import { replay, type Replay } from "./replay.ts";
import { UnknownSubject } from "./unknown-subject.ts";
import { labelFakes } from "./label-fakes.ts";
import { openStores, type Stores } from "./stores.ts";
import { slugOf, toPageAction, toPageMessage, toPagePerson } from "./to-page.ts";
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
  /** Sends the request of an earlier click again, or an event from a file. */
  replay(wish: Omit<Replay, "id"> & { id?: string }): Promise<InvocationReport>;
  /** Forgets the clicks that ended. */
  clear(): void;
  /** Somebody says something in the channel. */
  say(personId: string, text: string): PageMessage;
  /** Tells every open page of a change. */
  announce(change: PageChange): void;
  /** Hears of every change, what was last built at once, until the function that it answers is called. */
  watch(listener: (change: PageChange) => void): () => void;
}

/** Puts the demo channel in front of a running Cliq and stack. */
export function createSimulation(parts: {
  cliq: FakeCliq;
  aws: Pick<LocalAws, "endpoints" | "adminCredentials" | "onRequest">;
  /** The stack as it is now: the CDK's command line may have changed or destroyed it beside the page. */
  stack: () => ShownStack;
  watch: FunctionWatch;
  /** The channel to go on with, which grows with what is said, and the clicks so far; new ones unless given. */
  conversation?: Conversation;
  history?: readonly InvocationReport[];
}): Simulation {
  const { cliq, aws, stack, watch, history = [] } = parts;
  const { chat, topic, messages } = parts.conversation ?? startConversation(Date.now());
  const news = createNews();
  const start = randomUUID();
  const exchanges = keepExchanges(news.announce, history);

  const findPerson = (id: string): FakePerson => {
    const person = chat.members.find((member) => member.id === id);
    if (person === undefined) throw new UnknownSubject(`Nobody in this channel has the id ${id}.`);
    return person;
  };
  const findMessages = (ids: readonly string[]): FakeMessage[] =>
    ids.map((id) => {
      const found = messages.find(({ message }) => message.id === id);
      if (found === undefined) throw new UnknownSubject(`No message in this channel has the id ${id}.`);
      return found.message;
    });

  const isKnown = (id: string): boolean => messages.some(({ message }) => message.id === id);
  const clicks = followClicks({
    cliq,
    aws,
    watch,
    exchanges,
    toOrigin: ({ person, messages: chosen }) => {
      const messageIds = chosen.map(({ id }) => id);
      const isOurs = chat.members.some(({ id }) => id === person.id) && messageIds.every(isKnown);
      return isOurs ? { personId: person.id, messageIds } : undefined;
    },
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
      channel: { title: chat.title, topic },
      people: chat.members.map(toPagePerson),
      messages: messages.map(toPageMessage),
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
      return toMenu(cliq.model.actions(), findPerson(personId), findMessages(messageIds));
    },
    async execute({ id, personId, actionId, messageIds }) {
      const action = cliq.model.actions().find(({ id }) => id === actionId);
      if (action === undefined) throw new UnknownSubject("Cliq no longer has this action.");
      const choice: ActionChoice = {
        actionId,
        person: findPerson(personId),
        chat,
        messages: findMessages(messageIds),
        at: Date.now(),
      };
      clicks.expect(choice, { id: newId(id), personId, messageIds, action: toPageAction(action) });
      const { request } = await cliq.execute(choice);
      return await clicks.reportOf(request);
    },
    async replay({ id, ...wish }) {
      const place = { apiUrl: stack().apiUrl, actions: cliq.model.actions().map(toPageAction) };
      return await replay({ id: newId(id), ...wish }, { cliq, clicks, exchanges, place });
    },
    clear: () => exchanges.clear(),
    say(personId, text) {
      const sender = findPerson(personId);
      const time = Math.max(Date.now(), (messages.at(-1)?.message.time ?? 0) + 1);
      const written = {
        message: { id: `${time}_${130_720_100 + messages.length}`, sender, time, type: "text" as const, text },
      };
      messages.push(written);
      const message = toPageMessage(written);
      news.announce({ type: "message", message });
      return message;
    },
  };
}
