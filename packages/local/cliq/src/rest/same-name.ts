import type { CliqState } from "../cliq-state.ts";

/** Something with a name in an organisation. */
interface Named {
  readonly id: string;
  readonly name: string;
  readonly creator: { readonly id: string };
}

/** Whether another has the name. Among whom it is unique (`uniqueNames`) and whether case matters (`nameCase`) is UNKNOWN. */
export function isNameTaken(state: CliqState, others: Iterable<Named>, candidate: Named): boolean {
  for (const other of others) {
    if (other.id === candidate.id || !isSameName(state, other.name, candidate.name)) continue;
    if (state.options.uniqueNames === "organization" || other.creator.id === candidate.creator.id) return true;
  }
  return false;
}

/** Whether Cliq takes two names for one. */
export function isSameName({ options }: Pick<CliqState, "options">, one: string, other: string): boolean {
  return options.nameCase === "ignored" ? one.toLowerCase() === other.toLowerCase() : one === other;
}
