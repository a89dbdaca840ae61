import { listParameters } from "../rest/list-page.ts";
import type { Operation } from "../rest/operation.ts";
import { readFields } from "../rest/read-fields.ts";
import { toEnvelope } from "../rest/to-envelope.ts";
import { findFunction } from "./find-function.ts";
import { functionCreateRules, functionUpdateRules } from "./function-fields.ts";
import { functionHandlerOperations } from "./handler-operations.ts";
import { listFunctions } from "./list-functions.ts";
import { addFunction, changeFunction, removeFunction } from "./store-function.ts";
import { toFunctionData } from "./to-function-data.ts";

const functions = "/functions";
const oneFunction = `${functions}/{FUNCTION_ID}`;

/** The function endpoints of Cliq's REST API v3 (https://www.zoho.com/cliq/help/restapi/v3/), their handlers' included. */
export const functionOperations: readonly Operation[] = [
  {
    name: "createFunction",
    method: "POST",
    path: functions,
    scope: "Functions.CREATE",
    perMinute: 10,
    typicalRefusal: "function_creation_limit_exceeded",
    run(call) {
      const made = addFunction(call.state, call.person, readFields(call.body, functionCreateRules), call.now);
      return toEnvelope(functions, "function", toFunctionData(call.state.options, made));
    },
  },
  {
    name: "listFunctions",
    method: "GET",
    path: functions,
    scope: "Functions.READ",
    perMinute: 30,
    typicalRefusal: "forbidden",
    query: listParameters,
    run: listFunctions,
  },
  {
    name: "getFunction",
    method: "GET",
    path: oneFunction,
    scope: "Functions.READ",
    perMinute: 30,
    typicalRefusal: "function_not_found",
    run(call) {
      const found = findFunction(call);
      return toEnvelope(
        `${functions}/${found.id}`,
        "function",
        toFunctionData(call.state.options, found, call.state.options.reads),
      );
    },
  },
  {
    name: "updateFunction",
    method: "PATCH",
    path: oneFunction,
    scope: "Functions.UPDATE",
    perMinute: 10,
    typicalRefusal: "invalid_inputs",
    run(call) {
      const found = findFunction(call);
      const changed = changeFunction(call.state, found, readFields(call.body, functionUpdateRules), call.now);
      return toEnvelope(`${functions}/${found.id}`, "function", toFunctionData(call.state.options, changed));
    },
  },
  {
    name: "deleteFunction",
    method: "DELETE",
    path: oneFunction,
    scope: "Functions.DELETE",
    perMinute: 10,
    typicalRefusal: "forbidden",
    run(call) {
      removeFunction(call.state, findFunction(call), call.now);
      return { status: 204, headers: {}, body: "" };
    },
  },
  ...functionHandlerOperations,
];
