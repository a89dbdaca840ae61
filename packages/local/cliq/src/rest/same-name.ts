import type { CliqState } from "../cliq-state.ts";

/** Something with a name in an organisation. */
interface Named {
  readonly id: string;
  readonly name: string;
  readonly creator: { readonly id: string };
}

/** Whether another has the name. Among whom it is unique (`uniqueNames`) and whether case matters (`nameCase`) is UNKNOWN. */
export function isNameTaken(state: CliqState, others: Iterable<Named>, candidate: Named): boolean {
  const { uniqueNames, nameCase } = state.options;
  const toKey = (name: string): string => (nameCase === "ignored" ? name.toLowerCase() : name);
  for (const other of others) {
    if (other.id === candidate.id || toKey(other.name) !== toKey(candidate.name)) continue;
    if (uniqueNames === "organization" || other.creator.id === candidate.creator.id) return true;
  }
  return false;
}
