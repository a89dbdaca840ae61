import type { CliqState } from "../cliq-state.ts";
import { Refusal } from "../rest/refusal.ts";
import { checkHandler } from "./check-handler.ts";
import type { FunctionHandlerFields, NewFunctionHandlerFields } from "./function-fields.ts";
import { type FunctionHandlerType, handlerTypes, mainHandlers } from "./handler-types.ts";
import type { FunctionHandler, RegisteredFunction } from "./registered-function.ts";
import { replaceFunction } from "./store-function.ts";

/** Adds a handler to a function, or refuses: one its type cannot have, one without its data, one it has already. */
export function addHandler(
  state: CliqState,
  found: RegisteredFunction,
  { type, ...fields }: NewFunctionHandlerFields,
  now: number,
): RegisteredFunction {
  if (type === undefined) throw new Refusal("invalid_inputs", "'type' is required.");
  if (handlerTypes[type].of !== found.functionType) {
    throw new Refusal("execution_handler_create_failed", `A ${found.functionType} function has no '${type}'.`);
  }
  checkHandler(found, type, fields, "execution_handler_create_failed");
  const needed = found.executionType === "webhook" ? "permissions" : "script";
  if (fields[needed] === undefined) throw new Refusal("execution_handler_data_required", `'${needed}' is required.`);
  const isRepeated = found.handlers.some((handler) => handler.type === type);
  if (isRepeated && state.options.repeatedHandlers === "refused") {
    throw new Refusal("execution_handler_create_failed", `The function has a '${type}' already.`);
  }
  const { permissions = [], script = "" } = fields;
  return replaceFunction(state, withHandler(found, { type, permissions, script }), now);
}

/** Replaces a handler's permissions (webhook) or script (Deluge); that a list replaces the old one is INFERRED. */
export function changeHandler(
  state: CliqState,
  found: RegisteredFunction,
  type: FunctionHandlerType,
  fields: FunctionHandlerFields,
  now: number,
): RegisteredFunction {
  checkHandler(found, type, fields, "execution_handler_update_failed");
  const { permissions, script } = handlerOf(found, type);
  const changed = { type, permissions: fields.permissions ?? permissions, script: fields.script ?? script };
  return replaceFunction(state, withHandler(found, changed), now);
}

/** Removes a handler with its script for good; the main one cannot be removed. */
export function removeHandler(
  state: CliqState,
  found: RegisteredFunction,
  type: FunctionHandlerType,
  now: number,
): RegisteredFunction {
  if (type === mainHandlers[found.functionType]) throw new Refusal("default_handler_delete_not_allowed");
  const { handlers } = found;
  return replaceFunction(state, { ...found, handlers: handlers.filter((handler) => handler.type !== type) }, now);
}

/** A function's handler of a type; else `execution_handler_not_found`. */
export function handlerOf(found: RegisteredFunction, type: string | undefined): FunctionHandler {
  const handler = found.handlers.find((one) => one.type === type);
  if (handler !== undefined) return handler;
  throw new Refusal("execution_handler_not_found", "Specified handler was not found for this function.");
}

function withHandler(found: RegisteredFunction, handler: FunctionHandler): RegisteredFunction {
  const isKnown = found.handlers.some(({ type }) => type === handler.type);
  const replaced = found.handlers.map((one) => (one.type === handler.type ? handler : one));
  return { ...found, handlers: isKnown ? replaced : [...found.handlers, handler] };
}
