import type { OperationCall } from "../rest/operation.ts";
import { Refusal } from "../rest/refusal.ts";
import { isKnownTo } from "./available-to.ts";
import type { RegisteredAction } from "./registered-action.ts";

/** The action the path names, as far as this person can see it; else `msgaction_not_found`. */
export function findAction({ state, person, parameters }: OperationCall): RegisteredAction {
  const id = parameters["MESSAGE_ACTION_ID"] ?? "";
  if (state.options.refusedIds.has(id)) throw new Refusal("invalid_inputs");
  const action = state.actions.get(id);
  if (action === undefined || !isKnownTo(state, person, action)) throw new Refusal("msgaction_not_found");
  return action;
}

/**
 * The same for a change. Who may change another person's action is UNKNOWN; by default anybody who sees it may
 * (so that a client which does it shows), with `foreignEdits: "forbidden"` only its creator.
 */
export function findChangeableAction(call: OperationCall): RegisteredAction {
  const action = findAction(call);
  if (call.state.options.foreignEdits === "forbidden" && action.creator.id !== call.person.id) {
    throw new Refusal("forbidden");
  }
  return action;
}

/** The same for its handler: `execution_handler` is the only one there is. */
export function checkHandlerType({ parameters }: OperationCall): void {
  if (parameters["HANDLER_TYPE"] !== "execution_handler") throw new Refusal("execution_handler_not_found");
}
