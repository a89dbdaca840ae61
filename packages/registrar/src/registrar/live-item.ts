import type { CliqFunction } from "@cliq-actions/cliq/rest/cliq-function";
import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";

/** A message action or function as Cliq shows it; what a read does not promise may be missing. */
export interface LiveItem {
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
export function toLiveAction(action: MessageAction): LiveItem {
  const { id, name, hint, creator } = action;
  return { id, name, hint, kind: action.execution_type, executionUrl: action.execution_url, creator, shown: action };
}

/** A function as the steps of a reconciliation see it. */
export function toLiveFunction(found: CliqFunction): LiveItem {
  const { id, name, creator, execution_type: execution, function_type: type } = found;
  const kind = execution === undefined || type === undefined ? undefined : `${execution} ${type}`;
  return { id, name, hint: found.description, kind, executionUrl: found.execution_url, creator, shown: found };
}

/** Who has a name, for a person who has to find it in Cliq. */
export function describeHolder(holder: LiveItem): string {
  const creator =
    holder.creator?.name ?? (holder.creator?.id === undefined ? "someone else" : `user ${holder.creator.id}`);
  return `The other one has the id ${holder.id} and was created by ${creator}.`;
}
