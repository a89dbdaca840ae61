import { type FakeMessage, type FakePerson, messageTypeOf, type RegisteredAction } from "@cliq-actions/fake-cliq";
import { people } from "../simulation/people.ts";

/** One run of an action: on one message of a type, or on several. */
export interface Sample {
  /** `text`, `link`, `attachment` or `several`. */
  readonly message: string;
  readonly messages: readonly FakeMessage[];
}

const order = ["text", "link", "attachment"] as const;

/** What to run an action on, so that each of its message types, and a selection of three, has been tried. */
export function chooseSamples(action: RegisteredAction, conversation: readonly FakeMessage[]): Sample[] {
  const types = order.filter((type) => action.messageTypes.includes(type));
  const firsts = types.flatMap((type) => conversation.find((message) => messageTypeOf(message) === type) ?? []);
  const singles = firsts.map((message): Sample => ({ message: messageTypeOf(message), messages: [message] }));
  if (!action.multiSelectable) return singles;
  const others = conversation.filter(
    (message) => action.messageTypes.includes(messageTypeOf(message)) && !firsts.includes(message),
  );
  return [...singles, { message: "several", messages: [...firsts, ...others].slice(0, 3) }];
}

/** Someone who is offered the action: its maker when it is personal, otherwise a colleague with another language. */
export function choosePerson(action: RegisteredAction): FakePerson {
  return action.scope === "personal" ? people.scott : { ...people.amira, teamIds: action.teamIds };
}
