import type { PageBot, PageMessage, PagePerson, PageState } from "../../page-api.ts";
import { type Exchanges, keepExchanges } from "./exchanges.ts";
import { createStore, type Store } from "./store.ts";

/** Whoever writes: a person, or a bot. */
export interface Sender extends Pick<PagePerson, "name" | "initials" | "tone"> {
  readonly language?: string;
  /** What they are, when they are no member of the organisation. */
  readonly kind?: "guest" | "bot";
}

/** What the person in front of the page has done with it. */
interface View {
  /** Who they act as. */
  readonly personId: string;
  /** The chat they look at, which they are in. */
  readonly chatId: string;
  readonly selecting: boolean;
  /** Ids of the selected messages, in the order they were chosen. */
  readonly selected: readonly string[];
  /** Id of the click that the inspector shows. */
  readonly inspected?: string;
}

/** Everything the parts of the page share. */
export interface Page {
  /** As it was when the page last asked. */
  state: PageState;
  readonly view: Store<View>;
  /** Everybody who writes, bots among them. */
  readonly people: ReadonlyMap<string, Sender>;
  /** Grows as people write. */
  readonly messages: Map<string, PageMessage>;
  readonly exchanges: Exchanges;
}

/** Who acts, in this tab, also after it was loaded again. */
const personKey = "person";

/** The page as it is when it opens: as the person of before or the first, nothing selected, with what has been run before. */
export function openPage(state: PageState): Page {
  const before = sessionStorage.getItem(personKey);
  const person = state.people.find(({ id }) => id === before) ?? state.people[0];
  const chatId = state.chats[0]?.id ?? "";
  const view = createStore<View>({ personId: person?.id ?? "", chatId, selecting: false, selected: [] });
  view.watch(({ personId }, { personId: earlier }) => {
    if (personId !== earlier) sessionStorage.setItem(personKey, personId);
  });
  const exchanges = keepExchanges();
  for (const report of state.history) exchanges.end(report);
  for (const click of state.pending) exchanges.begin(click);
  return {
    state,
    view,
    people: new Map([...state.people.map(toSender), ...state.bots.map(toBot)]),
    messages: new Map(state.messages.map((message) => [message.id, message])),
    exchanges,
  };
}

function toSender({ id, name, initials, tone, language, guest }: PagePerson): [string, Sender] {
  return [id, { name, initials, tone, language, ...(guest === true && { kind: "guest" }) }];
}

function toBot({ id, name }: PageBot): [string, Sender] {
  return [id, { name, initials: name.slice(0, 1), tone: 5, kind: "bot" }];
}
