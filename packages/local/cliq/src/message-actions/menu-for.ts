import type { FakeMessage } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { RegisteredAction } from "./registered-action.ts";
import { whyNotOffered } from "./why-not-offered.ts";

/** The actions Cliq offers a person who right-clicks these messages. */
export function menuFor(
  actions: readonly RegisteredAction[],
  person: FakePerson,
  messages: readonly FakeMessage[],
): RegisteredAction[] {
  return actions.filter((action) => whyNotOffered(action, person, messages).length === 0);
}
