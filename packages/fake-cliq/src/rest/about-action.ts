import type { OperationCall } from "./operation.ts";

/** The name of the action a call is about, from its path or, for a create, its body. */
export function aboutAction({ state, parameters, body }: OperationCall): string | undefined {
  const id = parameters["MESSAGE_ACTION_ID"];
  if (id !== undefined) return state.actions.get(id)?.name;
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields !== "object" || fields === null || !("name" in fields)) return undefined;
    return typeof fields.name === "string" ? fields.name : undefined;
  } catch {
    return undefined;
  }
}
