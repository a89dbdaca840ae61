import type { OperationCall } from "../rest/operation.ts";
import { Refusal } from "../rest/refusal.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { RegisteredFunction } from "./registered-function.ts";

/**
 * Whether the REST API shows a function to a person. The list is documented as the functions "defined by the
 * authenticated user" and their scope as `personal`; that others are `function_not_found` to them is INFERRED.
 */
export function isDefinedBy(person: FakePerson, found: RegisteredFunction): boolean {
  return found.creator.id === person.id;
}

/** The function the path names, as far as this person can see it; else `function_not_found`. */
export function findFunction({ state, person, parameters }: OperationCall): RegisteredFunction {
  const id = parameters["FUNCTION_ID"] ?? "";
  if (state.options.refusedIds.has(id)) throw new Refusal("invalid_inputs");
  const found = state.functions.get(id);
  if (found === undefined || !isDefinedBy(person, found)) throw new Refusal("function_not_found");
  return found;
}
