import type { CliqState } from "../cliq-state.ts";
import { displayName, type FakePerson } from "../chat/fake-person.ts";
import { Refusal } from "../rest/refusal.ts";
import { checkFunction } from "./check-function.ts";
import type { FunctionCreateFields, FunctionUpdateFields } from "./function-fields.ts";
import { mainHandlers } from "./handler-types.ts";
import type { RegisteredFunction } from "./registered-function.ts";

/** Makes a function of `person` with its main handler, or refuses. */
export function addFunction(
  state: CliqState,
  person: FakePerson,
  fields: FunctionCreateFields,
  now: number,
): RegisteredFunction {
  const { name, description, function_type: functionType } = fields;
  if (name === undefined) throw new Refusal("invalid_inputs", "'name' is required.");
  if (description === undefined) throw new Refusal("invalid_inputs", "'description' is required.");
  if (functionType === undefined) throw new Refusal("invalid_inputs", "'function_type' is required.");
  if (state.functions.size >= state.options.maxFunctions) throw new Refusal("function_creation_limit_exceeded");
  const made: RegisteredFunction = {
    id: state.source.nextId(),
    name,
    description,
    functionType,
    executionType: fields.execution_type ?? "deluge",
    executionUrl: fields.execution_url,
    // What a fresh webhook handler is told is UNKNOWN; nothing is the safe reading.
    handlers: [{ type: mainHandlers[functionType], permissions: [], script: "" }],
    creator: { id: person.id, name: displayName(person), email: person.email.toLowerCase() },
    status: "enabled",
    createdAt: now,
    modifiedAt: now,
    revision: state.revision + 1,
  };
  checkFunction(state, made);
  return putFunction(state, made);
}

/** Changes the given fields of a function and leaves the others, or refuses. */
export function changeFunction(
  state: CliqState,
  found: RegisteredFunction,
  fields: FunctionUpdateFields,
  now: number,
): RegisteredFunction {
  const changed: RegisteredFunction = {
    ...found,
    name: fields.name ?? found.name,
    description: fields.description ?? found.description,
    executionUrl: fields.execution_url ?? found.executionUrl,
  };
  checkFunction(state, changed);
  return replaceFunction(state, changed, now);
}

/** Stores a changed function as the newest change of the organisation. */
export function replaceFunction(state: CliqState, changed: RegisteredFunction, now: number): RegisteredFunction {
  return putFunction(state, { ...changed, modifiedAt: now, revision: state.revision + 1 });
}

/** Removes a function and its handlers for good. */
export function removeFunction(state: CliqState, found: RegisteredFunction, now: number): void {
  state.revision += 1;
  state.functions.delete(found.id);
  state.deletedFunctions.push({ item: found, at: now, revision: state.revision });
}

function putFunction(state: CliqState, stored: RegisteredFunction): RegisteredFunction {
  state.revision = stored.revision;
  state.functions.set(stored.id, stored);
  return stored;
}
