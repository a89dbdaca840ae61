import type { CliqFunction } from "@cliq-actions/cliq/rest/cliq-function";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";

/** A message action or function as Cliq shows it; what a read does not promise may be missing. */
export interface ObservedItem {
  readonly id: string;
  readonly name: string;
  /** The hint of an action, the description of a function. */
  readonly hint: string | undefined;
  /** See {@link DesiredItem.kind}; undefined when Cliq does not show enough to tell. */
  readonly kind: string | undefined;
  readonly executionUrl: string | undefined;
  readonly creator: MessageAction["creator"];
  /** All that is shown, in the words of the REST API. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** An action as the steps of a reconciliation see it. */
export function toObservedAction(action: MessageAction): ObservedItem {
  const { id, name, hint, creator } = action;
  return { id, name, hint, kind: action.execution_type, executionUrl: action.execution_url, creator, shown: action };
}

/** A function as the steps of a reconciliation see it. */
export function toObservedFunction(found: CliqFunction): ObservedItem {
  const { id, name, creator, execution_type: execution, function_type: type } = found;
  const kind = execution === undefined || type === undefined ? undefined : `${execution} ${type}`;
  return { id, name, hint: found.description, kind, executionUrl: found.execution_url, creator, shown: found };
}

/** Who has a name, for a person who has to find it in Cliq. */
export function describeHolder(holder: ObservedItem): string {
  const creator =
    holder.creator?.name ?? (holder.creator?.id === undefined ? "someone else" : `user ${holder.creator.id}`);
  return `The other one has the id ${holder.id} and was created by ${creator}.`;
}

/**
 * The first field in which what Cliq shows differs from what it should hold. Lists count as sets. Fields it does not
 * show count as equal: reads do not promise `execution_url`, `team_ids` and others.
 */
export function differingField(shown: Readonly<Record<string, unknown>>, desired: object): string | undefined {
  return Object.entries(desired).find(([field, value]) => {
    const held = shown[field];
    if (held === undefined) return false;
    return Array.isArray(held) && Array.isArray(value) ? !sameSet(held as string[], value as string[]) : held !== value;
  })?.[0];
}

/** Whether two lists hold the same values, in whatever order. */
export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const left = new Set(one);
  const right = new Set(other);
  return left.size === right.size && one.every((value) => right.has(value));
}
