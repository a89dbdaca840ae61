import type { CliqState } from "../cliq-state.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import { isAvailableTo } from "./available-to.ts";

/**
 * Ids deleted after a change count. INFERRED, here and nowhere else: the document has an unreferenced schema
 * `MessageActionListResponse` with `deleted`; we answer it on the first page of a list with `sync_token`.
 */
export function deletedSince(state: CliqState, person: FakePerson, revision: number): string[] {
  return state.deleted
    .filter((deletion) => deletion.revision > revision && isAvailableTo(person, deletion.action))
    .map((deletion) => deletion.action.id);
}
