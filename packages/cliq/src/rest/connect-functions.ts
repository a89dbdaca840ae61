import * as z from "zod";
import type { CliqConnection } from "./cliq-call.ts";
import { functionAnswer, functionListAnswer } from "./cliq-function.ts";
import type { FunctionClient } from "./function-client.ts";
import { type FunctionHandlerType, toCreateFunctionBody, toUpdateFunctionBody } from "./function-fields.ts";
import { toHandlerFields } from "./handler-change.ts";
import { listPages, toPagePath } from "./list-pages.ts";
import { handlerAnswer } from "./message-action.ts";
import { performCall } from "./perform-call.ts";

const base = "/api/v3/functions";
const largestPage = 50;

/** A client for the functions of the token's user; see {@link FunctionClient}. */
export function connectFunctions(connection: CliqConnection): FunctionClient {
  return {
    create: async (fields) =>
      performCall(connection, {
        operation: "createFunction",
        path: base,
        body: toCreateFunctionBody(fields),
        answer: functionAnswer,
      }),
    list: async () =>
      listPages("listFunctions", async (token) =>
        performCall(connection, {
          operation: "listFunctions",
          path: toPagePath(base, largestPage, token),
          answer: functionListAnswer,
        }),
      ),
    get: async (id) => performCall(connection, { operation: "getFunction", path: toPath(id), answer: functionAnswer }),
    update: async (id, fields) =>
      performCall(connection, {
        operation: "updateFunction",
        path: toPath(id),
        body: toUpdateFunctionBody(fields),
        answer: functionAnswer,
      }),
    delete: async (id) => performCall<undefined>(connection, { operation: "deleteFunction", path: toPath(id) }),
    createHandler: async (id, type, handler) =>
      performCall(connection, {
        operation: "createFunctionHandler",
        path: `${toPath(id)}/handlers`,
        body: JSON.stringify({ type, ...toHandlerFields(handler) }),
        answer: functionAnswer,
      }),
    updateHandler: async (id, type, change) =>
      performCall(connection, {
        operation: "updateFunctionHandler",
        path: toHandlerPath(id, type),
        body: JSON.stringify(toHandlerFields(change)),
        answer: handlerAnswer,
      }),
    getHandler: async (id, type) =>
      performCall(connection, {
        operation: "getFunctionHandler",
        path: toHandlerPath(id, type),
        answer: handlerAnswer,
      }),
    deleteHandler: async (id, type) =>
      performCall<undefined>(connection, {
        operation: "deleteFunctionHandler",
        path: toHandlerPath(id, type),
        // The document prints a 200 with the words "204 No response".
        answer: z.unknown().transform(() => undefined),
      }),
  };
}

function toPath(id: string): string {
  return `${base}/${encodeURIComponent(id)}`;
}

function toHandlerPath(id: string, type: FunctionHandlerType): string {
  return `${toPath(id)}/handlers/${type}`;
}
