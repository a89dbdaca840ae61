import type { PageMessage, PagePerson, PageState } from "../../page-api.ts";
import { type Exchanges, keepExchanges } from "./exchanges.ts";
import { createStore, type Store } from "./store.ts";

/** What the person in front of the page has done with it. */
interface View {
  /** Who they act as. */
  readonly personId: string;
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
  readonly people: ReadonlyMap<string, PagePerson>;
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
  const view = createStore<View>({ personId: person?.id ?? "", selecting: false, selected: [] });
  view.watch(({ personId }, { personId: earlier }) => {
    if (personId !== earlier) sessionStorage.setItem(personKey, personId);
  });
  const exchanges = keepExchanges();
  for (const report of state.history) exchanges.end(report);
  for (const click of state.pending) exchanges.begin(click);
  return {
    state,
    view,
    people: new Map(state.people.map((one) => [one.id, one])),
    messages: new Map(state.messages.map((message) => [message.id, message])),
    exchanges,
  };
}
