import type { CliqConnection } from "./cliq-call.ts";
import { toHandlerFields } from "./handler-change.ts";
import { listPages, toPagePath } from "./list-pages.ts";
import { actionAnswer, handlerAnswer, listAnswer } from "./message-action.ts";
import type { MessageActionClient } from "./message-action-client.ts";
import { toCreateBody, toUpdateBody } from "./message-action-fields.ts";
import { performCall } from "./perform-call.ts";

const base = "/api/v3/messageactions";
const largestPage = 100;

/** A client for one organisation's Cliq; see {@link MessageActionClient}. */
export function connectMessageActions(connection: CliqConnection): MessageActionClient {
  return {
    create: async (fields) =>
      performCall(connection, { operation: "create", path: base, body: toCreateBody(fields), answer: actionAnswer }),
    list: async () =>
      listPages("list", async (token) =>
        performCall(connection, { operation: "list", path: toPagePath(base, largestPage, token), answer: listAnswer }),
      ),
    get: async (id) => performCall(connection, { operation: "get", path: toActionPath(id), answer: actionAnswer }),
    update: async (id, fields) =>
      performCall(connection, {
        operation: "update",
        path: toActionPath(id),
        body: toUpdateBody(fields),
        answer: actionAnswer,
      }),
    delete: async (id) => performCall<undefined>(connection, { operation: "delete", path: toActionPath(id) }),
    updateHandler: async (id, change) =>
      performCall(connection, {
        operation: "updateHandler",
        path: toHandlerPath(id),
        body: JSON.stringify(toHandlerFields(change)),
        answer: handlerAnswer,
      }),
    getHandler: async (id) =>
      performCall(connection, { operation: "getHandler", path: toHandlerPath(id), answer: handlerAnswer }),
  };
}

function toActionPath(id: string): string {
  return `${base}/${encodeURIComponent(id)}`;
}

/** Message actions have one handler; it exists from creation on (INFERRED: create answers with it, and no POST exists). */
function toHandlerPath(id: string): string {
  return `${toActionPath(id)}/handlers/execution_handler`;
}
