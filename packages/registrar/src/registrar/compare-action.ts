import type { MessageAction } from "@cliq-actions/cliq/rest/message-action";
import type { MessageActionFields } from "@cliq-actions/cliq/rest/message-action-fields";

/**
 * The first field in which what Cliq shows differs from what it should hold. Fields it does not show count as equal:
 * reads do not promise `execution_url`, `team_ids` and others.
 */
export function differingField(shown: MessageAction, desired: MessageActionFields): keyof MessageActionFields | undefined {
  const plain = (["name", "hint", "scope", "multi_selectable", "execution_url"] as const).find(
    (field) => shown[field] !== undefined && shown[field] !== desired[field],
  );
  if (plain !== undefined) return plain;
  if (shown.message_types !== undefined && !sameSet(shown.message_types, desired.message_types)) return "message_types";
  if (shown.team_ids === undefined || desired.team_ids === undefined) return undefined;
  return sameSet(shown.team_ids, desired.team_ids) ? undefined : "team_ids";
}

/** Whether two lists hold the same values, in whatever order. */
export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const left = new Set(one);
  const right = new Set(other);
  return left.size === right.size && one.every((value) => right.has(value));
}
