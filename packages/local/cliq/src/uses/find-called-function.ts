import { displayName, type FakePerson } from "../chat/fake-person.ts";
import type { CliqState } from "../cliq-state.ts";
import { isSameName } from "../rest/same-name.ts";
import type { FunctionType } from "../functions/handler-types.ts";
import type { RegisteredFunction } from "../functions/registered-function.ts";

/**
 * The function that a button or a form of a message names, or a sentence on why Cliq would find none. UNKNOWN, and chosen
 * here: whether people other than its maker can call a function, whose scope is `personal` (`functionCallers`). A button may
 * name its maker's address as `owner`, which the document wants of functions that another person has made.
 */
export function findCalledFunction(
  state: CliqState,
  wanted: { readonly name: string; readonly owner?: string | undefined; readonly type: FunctionType },
  person: FakePerson,
): RegisteredFunction {
  const { name, owner, type } = wanted;
  const named = [...state.functions.values()].filter((one) => isSameName(state, one.name, name));
  if (named.length === 0) throw new Error(`Cliq has no function with the name "${name}".`);
  const owned = named.filter(({ creator }) => owner === undefined || creator.email === owner.toLowerCase());
  if (owned.length === 0)
    throw new Error(
      `The function "${name}" belongs to ${nameMaker(named)}, and not to the owner that the button names.`,
    );
  const callable = owned.filter(
    ({ creator }) => state.options.functionCallers === "anybody" || creator.id === person.id,
  );
  const [found] = callable.filter((one) => one.functionType === type);
  if (callable.length === 0)
    throw new Error(
      `The function "${name}" is ${nameMaker(owned)}'s own, and this Cliq lets nobody else call it: ${displayName(person)} cannot.`,
    );
  if (found === undefined) throw new Error(`The function "${name}" is none for a ${type}.`);
  if (found.status === "disabled") throw new Error(`The function "${name}" is disabled.`);
  return found;
}

function nameMaker([first]: readonly RegisteredFunction[]): string {
  return first?.creator.name ?? "";
}
