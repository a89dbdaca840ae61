import { displayName } from "../chat/fake-person.ts";
import { menuFor } from "../message-actions/menu-for.ts";
import type { CliqState } from "../cliq-state.ts";
import type { RegisteredAction } from "../message-actions/registered-action.ts";
import type { ActionChoice } from "./invocation.ts";

/** The action a person chooses; throws a sentence when Cliq would not offer it to them on these messages. */
export function chooseAction(state: CliqState, choice: ActionChoice): RegisteredAction {
  const action = state.actions.get(choice.actionId);
  if (action === undefined) throw new Error(`Cliq has no message action with the id ${choice.actionId}.`);
  if (menuFor([action], choice.person, choice.messages).length === 1) return action;
  throw new Error(
    `Cliq does not offer "${action.name}" (${action.id}) to ${displayName(choice.person)} on these ` +
      `${choice.messages.length} message(s): it is ${action.status}, scope ${action.scope}, for ` +
      `${action.messageTypes.join(", ")}, ${action.multiSelectable ? "up to 25 messages" : "one message"} at a time.`,
  );
}
