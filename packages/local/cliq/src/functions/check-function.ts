import type { CliqState } from "../cliq-state.ts";
import { isWebUrl } from "../rest/is-web-url.ts";
import { Refusal } from "../rest/refusal.ts";
import { isNameTaken } from "../rest/same-name.ts";
import type { RegisteredFunction } from "./registered-function.ts";

/** Refuses a function whose fields contradict each other, or whose name is taken; called before it is stored. */
export function checkFunction(state: CliqState, candidate: RegisteredFunction): void {
  if (candidate.executionType === "webhook" && !isWebUrl(candidate.executionUrl)) {
    throw new Refusal("invalid_inputs", "'execution_url' must be an http(s) URL when 'execution_type' is webhook.");
  }
  if (candidate.executionType === "deluge" && candidate.executionUrl !== undefined) {
    throw new Refusal("invalid_inputs", "'execution_url' applies only to webhook functions.");
  }
  if (isNameTaken(state, state.functions.values(), candidate)) throw new Refusal("function_name_already_exists");
}
