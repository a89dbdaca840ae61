import type { CliqState } from "../cliq-state.ts";
import { isWebUrl } from "../rest/is-web-url.ts";
import { Refusal } from "../rest/refusal.ts";
import { isNameTaken } from "../rest/same-name.ts";
import type { RegisteredAction } from "./registered-action.ts";

/** Refuses an action whose fields contradict each other, or whose name is taken; called before it is stored. */
export function checkAction(state: CliqState, action: RegisteredAction): void {
  if (action.executionType === "webhook" && !isWebUrl(action.executionUrl)) {
    throw new Refusal("invalid_inputs", "'execution_url' must be an http(s) URL when 'execution_type' is webhook.");
  }
  if (action.executionType === "deluge" && action.executionUrl !== undefined) {
    throw new Refusal("invalid_inputs", "'execution_url' applies only to webhook message actions.");
  }
  if (action.scope === "team" && action.teamIds.length === 0) {
    throw new Refusal("invalid_inputs", "'team_ids' is required when 'scope' is team.");
  }
  if (action.messageTypes.length === 0) {
    throw new Refusal("invalid_inputs", "At least one of 'message_types' must be specified.");
  }
  if (isNameTaken(state, state.actions.values(), action)) throw new Refusal("msgaction_name_already_exists");
}
