import type { ResolvedOptions } from "../cliq-model-options.ts";
import { shown } from "../rest/shown.ts";
import { handlerParameters } from "./handler-parameters.ts";
import type { FunctionHandler, RegisteredFunction } from "./registered-function.ts";

/**
 * A function as the REST API shows it. That reads carry `execution_url` is INFERRED (their examples are Deluge
 * functions); `sparse` leaves it out.
 */
export function toFunctionData(
  options: ResolvedOptions,
  found: RegisteredFunction,
  reads: "full" | "sparse" = "full",
): object {
  const data = {
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
  return shown(options, data, found.creator.id);
}

/** A handler as the answer to its update shows it. */
export function toFunctionHandlerData(
  options: ResolvedOptions,
  found: RegisteredFunction,
  handler: FunctionHandler,
): object {
  const isDeluge = found.executionType === "deluge";
  return shown(options, {
    name: handler.type,
    ...(isDeluge ? { script: handler.script } : { permissions: handler.permissions }),
    function_id: found.id,
  });
}

/**
 * A handler as a read shows it: of a Deluge function its script and what the script is given. What a webhook
 * function's read shows is INFERRED from its update; `sparse` leaves the permissions out.
 */
export function toHandlerDetails(
  options: ResolvedOptions,
  found: RegisteredFunction,
  handler: FunctionHandler,
): object {
  if (found.executionType === "deluge") {
    return shown(options, { script: handler.script, return_type: "MAP", params: handlerParameters(handler.type) });
  }
  if (options.reads === "sparse") return { name: handler.type, function_id: found.id };
  return toFunctionHandlerData(options, found, handler);
}
