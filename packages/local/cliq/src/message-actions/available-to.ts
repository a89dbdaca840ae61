import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqState } from "../cliq-state.ts";
import type { RegisteredAction } from "./registered-action.ts";

/**
 * Whether an action is "available to the user": the organisation's, the person's own, or one of a team of theirs.
 * INFERRED from that phrase and the scope's description; collaborators of personal actions are not modelled.
 */
export function isAvailableTo(person: FakePerson, action: RegisteredAction): boolean {
  if (action.scope === "organization" || action.creator.id === person.id) return true;
  return action.scope === "team" && action.teamIds.some((teamId) => person.teamIds?.includes(teamId));
}

/** Whether the REST API knows an action for a person; `visibility: "own"` is stricter than the menu. */
export function isKnownTo(state: CliqState, person: FakePerson, action: RegisteredAction): boolean {
  return state.options.visibility === "own" ? action.creator.id === person.id : isAvailableTo(person, action);
}
