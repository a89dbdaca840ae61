import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqModel } from "../cliq-model.ts";
import type {
  FunctionCreateFields,
  FunctionHandlerFields,
  FunctionUpdateFields,
  NewFunctionHandlerFields,
} from "../functions/function-fields.ts";
import type { FunctionHandlerType } from "../functions/handler-types.ts";
import type { RegisteredFunction } from "../functions/registered-function.ts";

/** One thing a person does to a function in Cliq's own pages, as another process asks for it; the registrar's user when none is named. */
export type FunctionHandWork = { person?: FakePerson } & (
  | { do: "create"; fields: FunctionCreateFields }
  | { do: "edit"; id: string; fields: FunctionUpdateFields }
  | { do: "addHandler"; id: string; fields: NewFunctionHandlerFields }
  | { do: "setHandler"; id: string; type: FunctionHandlerType; fields: FunctionHandlerFields }
  | { do: "removeHandler"; id: string; type: FunctionHandlerType }
  | { do: "setStatus"; id: string; status: RegisteredFunction["status"] }
  | { do: "remove"; id: string }
);

/** Does it and returns the function, unless it is gone; throws a sentence when Cliq would refuse. */
export function workOnFunctionByHand(
  model: CliqModel,
  work: FunctionHandWork,
  now: number,
): RegisteredFunction | undefined {
  const hands = model.actAs(work.person ?? model.person).functions;
  switch (work.do) {
    case "create":
      return hands.create(work.fields, now);
    case "edit":
      return hands.edit(work.id, work.fields, now);
    case "addHandler":
      return hands.addHandler(work.id, work.fields, now);
    case "setHandler":
      return hands.setHandler(work.id, work.type, work.fields, now);
    case "removeHandler":
      return hands.removeHandler(work.id, work.type, now);
    case "setStatus":
      return hands.setStatus(work.id, work.status, now);
    case "remove":
      hands.remove(work.id, now);
      return undefined;
    default:
      throw new Error(
        'By hand one can "create", "edit", "addHandler", "setHandler", "removeHandler", "setStatus" or "remove" functions.',
      );
  }
}
