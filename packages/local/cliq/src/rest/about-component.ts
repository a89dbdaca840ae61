import type { OperationCall } from "./operation.ts";

/** The name of the action or function a call is about, from its path or, for a create, its body. */
export function aboutComponent({ state, parameters, body }: OperationCall): string | undefined {
  const { MESSAGE_ACTION_ID: actionId, FUNCTION_ID: functionId } = parameters;
  if (actionId !== undefined) return state.actions.get(actionId)?.name;
  if (functionId !== undefined) return state.functions.get(functionId)?.name;
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields !== "object" || fields === null || !("name" in fields)) return undefined;
    return typeof fields.name === "string" ? fields.name : undefined;
  } catch {
    return undefined;
  }
}
