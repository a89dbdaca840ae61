import type { CliqState } from "../cliq-state.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import { displayName } from "../chat/fake-person.ts";
import { Refusal } from "../rest/refusal.ts";
import type { CreateFields, HandlerFields, UpdateFields } from "./action-fields.ts";
import { checkAction } from "./check-action.ts";
import type { RegisteredAction } from "./registered-action.ts";

/** Makes an action of `person`, or refuses. A scope left out is `personal` (the documents give no default: UNKNOWN). */
export function addAction(state: CliqState, person: FakePerson, fields: CreateFields, now: number): RegisteredAction {
  if (fields.name === undefined || fields.hint === undefined) {
    throw new Refusal("invalid_inputs", `'${fields.name === undefined ? "name" : "hint"}' is required.`);
  }
  if (state.actions.size >= state.options.maxActions) throw new Refusal("msgaction_creation_limit_exceeded");
  const scope = fields.scope ?? "personal";
  const action: RegisteredAction = {
    id: state.source.nextId(),
    name: fields.name,
    hint: fields.hint,
    scope,
    teamIds: scope === "team" ? (fields.team_ids ?? []) : [],
    multiSelectable: fields.multi_selectable ?? false,
    messageTypes: fields.message_types ?? [],
    image: fields.image,
    executionType: fields.execution_type ?? "deluge",
    executionUrl: fields.execution_url,
    // What a fresh webhook handler may see is UNKNOWN; nothing is the safe reading.
    permissions: [],
    script: "",
    creator: { id: person.id, name: displayName(person) },
    status: "enabled",
    createdAt: now,
    modifiedAt: now,
    revision: state.revision + 1,
  };
  checkAction(state, action);
  return putAction(state, action);
}

/** Changes the given fields of an action and leaves the others, or refuses. */
export function changeAction(
  state: CliqState,
  action: RegisteredAction,
  fields: UpdateFields,
  now: number,
): RegisteredAction {
  const scope = fields.scope ?? action.scope;
  const changed: RegisteredAction = {
    ...action,
    name: fields.name ?? action.name,
    hint: fields.hint ?? action.hint,
    scope,
    teamIds: scope === "team" ? (fields.team_ids ?? action.teamIds) : [],
    multiSelectable: fields.multi_selectable ?? action.multiSelectable,
    image: fields.image ?? action.image,
    messageTypes: fields.message_types ?? action.messageTypes,
    executionUrl: fields.execution_url ?? action.executionUrl,
  };
  checkAction(state, changed);
  return replaceAction(state, changed, now);
}

/** Replaces the handler's permissions (webhook) or script (Deluge); that a list replaces the old one is INFERRED. */
export function changeHandler(
  state: CliqState,
  action: RegisteredAction,
  fields: HandlerFields,
  now: number,
): RegisteredAction {
  const foreign = action.executionType === "webhook" ? "script" : "permissions";
  if (fields[foreign] !== undefined) {
    throw new Refusal(
      "execution_handler_update_failed",
      `'${foreign}' does not apply to ${action.executionType} message actions.`,
    );
  }
  const { permissions = action.permissions, script = action.script } = fields;
  return replaceAction(state, { ...action, permissions, script }, now);
}

/** Stores a changed action as the newest change of the organisation. */
export function replaceAction(state: CliqState, action: RegisteredAction, now: number): RegisteredAction {
  return putAction(state, { ...action, modifiedAt: now, revision: state.revision + 1 });
}

/** Removes an action and its handler for good. */
export function removeAction(state: CliqState, action: RegisteredAction, now: number): void {
  state.revision += 1;
  state.actions.delete(action.id);
  state.deletedActions.push({ item: action, at: now, revision: state.revision });
}

function putAction(state: CliqState, action: RegisteredAction): RegisteredAction {
  state.revision = action.revision;
  state.actions.set(action.id, action);
  return action;
}
