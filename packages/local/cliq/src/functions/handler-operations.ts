import type { Operation } from "../rest/operation.ts";
import { readFields } from "../rest/read-fields.ts";
import { withOldPermissions } from "../rest/old-permissions.ts";
import { toEnvelope } from "../rest/to-envelope.ts";
import { findFunction } from "./find-function.ts";
import { functionHandlerRules, newFunctionHandlerRules } from "./function-fields.ts";
import { addHandler, changeHandler, handlerOf, removeHandler } from "./store-handler.ts";
import { toFunctionData, toFunctionHandlerData, toHandlerDetails } from "./to-function-data.ts";

const handlers = "/functions/{FUNCTION_ID}/handlers";
const oneHandler = `${handlers}/{FUNCTION_HANDLER_TYPE}`;

/** The endpoints of a function's handlers. */
export const functionHandlerOperations: readonly Operation[] = [
  {
    name: "createFunctionHandler",
    method: "POST",
    path: handlers,
    scope: "Functions.UPDATE",
    perMinute: 10,
    typicalRefusal: "execution_handler_create_failed",
    run(call) {
      const found = findFunction(call);
      const changed = addHandler(call.state, found, readFields(call.body, newFunctionHandlerRules), call.now);
      // The document's examples answer with the function, at the URL of all functions.
      return toEnvelope("/functions", "function", toFunctionData(call.state.options, changed));
    },
  },
  {
    name: "updateFunctionHandler",
    method: "PATCH",
    path: oneHandler,
    scope: "Functions.UPDATE",
    perMinute: 10,
    typicalRefusal: "execution_handler_update_failed",
    run(call) {
      const found = findFunction(call);
      const { type, permissions } = handlerOf(found, call.parameters["FUNCTION_HANDLER_TYPE"]);
      const fields = withOldPermissions(call.state.options, permissions, readFields(call.body, functionHandlerRules));
      const changed = changeHandler(call.state, found, type, fields, call.now);
      const data = toFunctionHandlerData(call.state.options, changed, handlerOf(changed, type));
      return toEnvelope(toHandlerPath(found.id, type), "execution_handler", data);
    },
  },
  {
    name: "getFunctionHandler",
    method: "GET",
    path: oneHandler,
    scope: "Functions.READ",
    perMinute: 10,
    typicalRefusal: "execution_handler_get_failed",
    run(call) {
      const found = findFunction(call);
      const handler = handlerOf(found, call.parameters["FUNCTION_HANDLER_TYPE"]);
      const details = toHandlerDetails(call.state.options, found, handler);
      // Unlike an update's, this answer's type is the handler's own.
      return toEnvelope(toHandlerPath(found.id, handler.type), handler.type, details);
    },
  },
  {
    name: "deleteFunctionHandler",
    method: "DELETE",
    path: oneHandler,
    scope: "Functions.UPDATE",
    perMinute: 10,
    typicalRefusal: "execution_handler_delete_failed",
    run(call) {
      const found = findFunction(call);
      removeHandler(call.state, found, handlerOf(found, call.parameters["FUNCTION_HANDLER_TYPE"]).type, call.now);
      // The document prints status 200 and, as its body, "204 No response"; a client should take both.
      return { status: 204, headers: {}, body: "" };
    },
  },
];

function toHandlerPath(id: string, type: string): string {
  return `/functions/${id}/handlers/${type}`;
}
