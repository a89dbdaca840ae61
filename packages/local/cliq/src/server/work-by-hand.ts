import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqModel } from "../cliq-model.ts";
import type { CreateFields, UpdateFields } from "../message-actions/action-fields.ts";
import type { Permission, RegisteredAction } from "../message-actions/registered-action.ts";

/** One thing a person does to an action in Cliq's own pages, as another process asks for it; the registrar's user when none is named. */
export type HandWork = { person?: FakePerson } & (
  | { do: "create"; fields: CreateFields }
  | { do: "edit"; id: string; fields: UpdateFields }
  | { do: "setPermissions"; id: string; permissions: readonly Permission[] }
  | { do: "setScript"; id: string; script: string }
  | { do: "setStatus"; id: string; status: RegisteredAction["status"] }
  | { do: "remove"; id: string }
);

/** Does it and returns the action, unless it is gone; throws a sentence when Cliq would refuse. */
export function workByHand(model: CliqModel, work: HandWork, now: number): RegisteredAction | undefined {
  const hands = model.actAs(work.person ?? model.person);
  switch (work.do) {
    case "create":
      return hands.create(work.fields, now);
    case "edit":
      return hands.edit(work.id, work.fields, now);
    case "setPermissions":
      return hands.setPermissions(work.id, work.permissions, now);
    case "setScript":
      return hands.setScript(work.id, work.script, now);
    case "setStatus":
      return hands.setStatus(work.id, work.status, now);
    case "remove":
      hands.remove(work.id, now);
      return undefined;
    default:
      throw new Error('By hand one can "create", "edit", "setPermissions", "setScript", "setStatus" or "remove".');
  }
}
