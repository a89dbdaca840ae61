import { exactNumber } from "../exact-json.ts";
import type { ResolvedOptions } from "../cliq-model-options.ts";
import { shown } from "../rest/shown.ts";
import type { RegisteredAction } from "./registered-action.ts";

/**
 * An action as the REST API shows it. That reads carry `execution_url` is INFERRED (their examples are Deluge
 * actions); `sparse` leaves it out.
 */
export function toActionData(
  options: ResolvedOptions,
  action: RegisteredAction,
  reads: "full" | "sparse" = "full",
): object {
  const data = {
    name: action.name,
    id: action.id,
    hint: action.hint,
    scope: action.scope,
    ...(action.scope === "team" && { team_ids: action.teamIds.map(exactNumber) }),
    multi_selectable: action.multiSelectable,
    message_types: action.messageTypes,
    handlers: [{ type: "execution_handler" }],
    creator: { name: action.creator.name, id: action.creator.id },
    execution_type: action.executionType,
    ...(reads === "full" && action.executionUrl !== undefined && { execution_url: action.executionUrl }),
    status: action.status,
    type: "custom",
  };
  return shown(options, data, action.creator.id);
}

/** A webhook action's handler shows permissions, a Deluge action's its script; the former is INFERRED for reads. */
export function toHandlerData(
  options: ResolvedOptions,
  action: RegisteredAction,
  reads: "full" | "sparse" = "full",
): object {
  return shown(options, {
    name: "execution_handler",
    ...(action.executionType === "deluge" && { script: action.script }),
    ...(action.executionType === "webhook" && reads === "full" && { permissions: action.permissions }),
    function_id: action.id,
  });
}
