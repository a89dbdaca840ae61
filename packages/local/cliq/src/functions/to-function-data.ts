import { handlerParameters } from "./handler-parameters.ts";
import type { FunctionHandler, RegisteredFunction } from "./registered-function.ts";

/**
 * A function as the REST API shows it. That reads carry `execution_url` is INFERRED (their examples are Deluge
 * functions); `sparse` leaves it out.
 */
export function toFunctionData(found: RegisteredFunction, reads: "full" | "sparse" = "full"): object {
  return {
    name: found.name,
    id: found.id,
    function_type: found.functionType,
    handlers: found.handlers.map(({ type }) => ({ type })),
    creator: { name: found.creator.name, id: found.creator.id },
    execution_type: found.executionType,
    ...(reads === "full" && found.executionUrl !== undefined && { execution_url: found.executionUrl }),
    status: found.status,
    type: "custom",
    description: found.description,
    scope: "personal",
  };
}

/** A handler as the answer to its update shows it. */
export function toFunctionHandlerData(found: RegisteredFunction, handler: FunctionHandler): object {
  const isDeluge = found.executionType === "deluge";
  return {
    name: handler.type,
    ...(isDeluge ? { script: handler.script } : { permissions: handler.permissions }),
    function_id: found.id,
  };
}

/**
 * A handler as a read shows it: of a Deluge function its script and what the script is given. What a webhook
 * function's read shows is INFERRED from its update; `sparse` leaves the permissions out.
 */
export function toHandlerDetails(
  found: RegisteredFunction,
  handler: FunctionHandler,
  reads: "full" | "sparse",
): object {
  if (found.executionType === "deluge") {
    return { script: handler.script, return_type: "MAP", params: handlerParameters(handler.type) };
  }
  return reads === "full" ? toFunctionHandlerData(found, handler) : { name: handler.type, function_id: found.id };
}
