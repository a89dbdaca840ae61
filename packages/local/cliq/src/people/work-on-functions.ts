import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqState } from "../cliq-state.ts";
import {
  type FunctionCreateFields,
  type FunctionHandlerFields,
  type FunctionUpdateFields,
  functionCreateRules,
  functionHandlerRules,
  functionUpdateRules,
  type NewFunctionHandlerFields,
  newFunctionHandlerRules,
} from "../functions/function-fields.ts";
import type { FunctionHandlerType } from "../functions/handler-types.ts";
import type { RegisteredFunction } from "../functions/registered-function.ts";
import { addFunction, changeFunction, removeFunction, replaceFunction } from "../functions/store-function.ts";
import { addHandler, changeHandler, handlerOf, removeHandler } from "../functions/store-handler.ts";
import { readFields } from "../rest/read-fields.ts";

/** What a person does to functions in Cliq's own pages; every method throws a sentence when Cliq would refuse. */
export interface FunctionsAtWork {
  create(fields: FunctionCreateFields, now: number): RegisteredFunction;
  edit(id: string, fields: FunctionUpdateFields, now: number): RegisteredFunction;
  addHandler(id: string, fields: NewFunctionHandlerFields, now: number): RegisteredFunction;
  setHandler(id: string, type: FunctionHandlerType, fields: FunctionHandlerFields, now: number): RegisteredFunction;
  removeHandler(id: string, type: FunctionHandlerType, now: number): RegisteredFunction;
  setStatus(id: string, status: RegisteredFunction["status"], now: number): RegisteredFunction;
  remove(id: string, now: number): void;
}

/** What a person can do with the organisation's functions. */
export function workOnFunctions(state: CliqState, person: FakePerson): FunctionsAtWork {
  function find(id: string): RegisteredFunction {
    const found = state.functions.get(id);
    if (found === undefined) throw new Error(`Cliq has no function with the id ${id}.`);
    return found;
  }
  return {
    create: (fields, now) => addFunction(state, person, readFields(JSON.stringify(fields), functionCreateRules), now),
    edit: (id, fields, now) =>
      changeFunction(state, find(id), readFields(JSON.stringify(fields), functionUpdateRules), now),
    addHandler: (id, fields, now) =>
      addHandler(state, find(id), readFields(JSON.stringify(fields), newFunctionHandlerRules), now),
    setHandler(id, type, fields, now) {
      const found = find(id);
      const handler = handlerOf(found, type);
      return changeHandler(state, found, handler.type, readFields(JSON.stringify(fields), functionHandlerRules), now);
    },
    removeHandler(id, type, now) {
      const found = find(id);
      return removeHandler(state, found, handlerOf(found, type).type, now);
    },
    setStatus: (id, status, now) => replaceFunction(state, { ...find(id), status }, now),
    remove: (id, now) => removeFunction(state, find(id), now),
  };
}
