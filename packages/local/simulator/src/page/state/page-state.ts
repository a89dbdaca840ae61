import type { InvocationReport, PageMessage, PagePerson, PageState } from "../../page-api.ts";
import { createStore, type Store } from "./store.ts";

/** What the person in front of the page has done with it. */
interface View {
  /** Who they act as. */
  readonly personId: string;
  readonly selecting: boolean;
  /** Ids of the selected messages, in the order they were chosen. */
  readonly selected: readonly string[];
  /** Newest first. */
  readonly history: readonly InvocationReport[];
  /** The invocation the inspector shows. */
  readonly inspected?: InvocationReport;
}

/** Everything the parts of the page share. */
export interface Page {
  readonly state: PageState;
  readonly view: Store<View>;
  readonly people: ReadonlyMap<string, PagePerson>;
  /** Grows as people write. */
  readonly messages: Map<string, PageMessage>;
}

/** The page as it is when it opens: as the first person, nothing selected, with what has been run before. */
export function openPage(state: PageState): Page {
  return {
    state,
    view: createStore<View>({
      personId: state.people[0]?.id ?? "",
      selecting: false,
      selected: [],
      history: state.history.toReversed(),
    }),
    people: new Map(state.people.map((person) => [person.id, person])),
    messages: new Map(state.messages.map((message) => [message.id, message])),
  };
}
