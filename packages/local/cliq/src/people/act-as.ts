import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqState } from "../cliq-state.ts";
import type { CreateFields, HandlerFields, UpdateFields } from "../message-actions/action-fields.ts";
import { createRules, handlerRules, updateRules } from "../message-actions/action-fields.ts";
import type { Permission, RegisteredAction } from "../message-actions/registered-action.ts";
import {
  addAction,
  changeAction,
  changeHandler,
  removeAction,
  replaceAction,
} from "../message-actions/store-action.ts";
import { exactNumber } from "../exact-json.ts";
import { readFields } from "../rest/read-fields.ts";
import { type FunctionsAtWork, workOnFunctions } from "./work-on-functions.ts";

/**
 * Someone who works in Cliq's own pages: no token, no threshold, no injected fault and no call record, but the same
 * rules for what an action or function may be. Every method throws a sentence when Cliq would refuse.
 */
export interface PersonAtWork {
  create(fields: CreateFields, now: number): RegisteredAction;
  edit(id: string, fields: UpdateFields, now: number): RegisteredAction;
  setPermissions(id: string, permissions: readonly Permission[], now: number): RegisteredAction;
  setScript(id: string, script: string, now: number): RegisteredAction;
  setStatus(id: string, status: RegisteredAction["status"], now: number): RegisteredAction;
  remove(id: string, now: number): void;
  readonly functions: FunctionsAtWork;
}

/** What a person can do in Cliq's own pages. */
export function actAs(state: CliqState, person: FakePerson): PersonAtWork {
  function find(id: string): RegisteredAction {
    const action = state.actions.get(id);
    if (action === undefined) throw new Error(`Cliq has no message action with the id ${id}.`);
    return action;
  }
  return {
    create: (fields, now) => addAction(state, person, readFields(toBody(fields), createRules), now),
    edit: (id, fields, now) => changeAction(state, find(id), readFields(toBody(fields), updateRules), now),
    setPermissions: (id, permissions, now) =>
      changeHandler(state, find(id), readFields(toBody({ permissions }), handlerRules), now),
    setScript: (id, script, now) => changeHandler(state, find(id), readFields(toBody({ script }), handlerRules), now),
    setStatus: (id, status, now) => replaceAction(state, { ...find(id), status }, now),
    remove: (id, now) => removeAction(state, find(id), now),
    functions: workOnFunctions(state, person),
  };
}

/** The body a page would send: team ids are integers there, exact digits here. */
function toBody(fields: UpdateFields | HandlerFields): string {
  if (!("team_ids" in fields)) return JSON.stringify(fields);
  return JSON.stringify({ ...fields, team_ids: fields.team_ids?.map(exactNumber) });
}
