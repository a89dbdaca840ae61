import { randomUUID } from "node:crypto";
import { type FakeCliq, type FakeMessage, type FakePerson, menuFor } from "@cliq-actions/fake-cliq";
import type { LocalAws, LocalStack } from "@cliq-actions/local-aws";
import type { InvocationReport, PageChange, PageMenu, PageMessage, PageState } from "../page-api.ts";
import { startConversation } from "./conversation.ts";
import { explainEmptyMenu } from "./explain-menu.ts";
import { createNews } from "./news.ts";
import { invokeAction } from "./invoke-action.ts";
import { labelFakes } from "./label-fakes.ts";
import { openStores, type Stores } from "./stores.ts";
import { slugOf, toPageAction, toPageMessage, toPagePerson } from "./to-page.ts";
import type { FunctionWatch } from "./watch-functions.ts";

/** What the page shows of a stack. */
type ShownStack = Pick<LocalStack, "resources" | "stackName" | "status" | "apiUrl" | "fakes" | "serviceLabels">;

const historyKept = 100;

/** Something the page asked for that does not exist; its message is a sentence. */
export class UnknownSubject extends Error {
  override readonly name = "UnknownSubject";
}

/** The running demo: a conversation in the local Cliq, in front of the local stack. */
export interface Simulation {
  readonly stores: Stores;
  state(): PageState;
  menu(personId: string, messageIds: readonly string[]): PageMenu;
  execute(choice: { personId: string; actionId: string; messageIds: readonly string[] }): Promise<InvocationReport>;
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
  aws: Pick<LocalAws, "endpoints" | "adminCredentials">;
  /** The stack as it is now: the CDK's command line may have changed or destroyed it beside the page. */
  stack: () => ShownStack;
  watch: FunctionWatch;
}): Simulation {
  const { cliq, aws, stack, watch } = parts;
  const { chat, topic, messages } = startConversation(Date.now());
  const history: InvocationReport[] = [];
  const news = createNews();
  const start = randomUUID();

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

  return {
    stores: openStores(aws, stack, () => cliq.model.actions().map(slugOf)),
    ...news,
    state: () => ({
      start,
      organizationId: cliq.organizationId,
      channel: { title: chat.title, topic },
      people: chat.members.map(toPagePerson),
      messages: messages.map(toPageMessage),
      actions: cliq.model.actions().map(toPageAction),
      history,
      fakes: labelFakes(stack()),
      stackName: stack().stackName,
      stackStatus: stack().status,
      apiUrl: stack().apiUrl,
      cliqUrl: cliq.cliqUrl,
    }),
    menu(personId, messageIds) {
      const person = findPerson(personId);
      const chosen = findMessages(messageIds);
      const offered = menuFor(cliq.model.actions(), person, chosen).map(toPageAction);
      return offered.length > 0
        ? { actions: offered }
        : { actions: [], why: explainEmptyMenu(cliq.model.actions(), person, chosen) };
    },
    async execute({ personId, actionId, messageIds }) {
      const action = cliq.model.actions().find(({ id }) => id === actionId);
      if (action === undefined) throw new UnknownSubject("Cliq no longer has this action.");
      const choice = { action, person: findPerson(personId), chat, messages: findMessages(messageIds) };
      const report = await invokeAction({ cliq, watch }, choice);
      history.push(report);
      if (history.length > historyKept) history.shift();
      return report;
    },
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
