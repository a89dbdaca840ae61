import { listParameters } from "../rest/list-page.ts";
import type { Operation } from "../rest/operation.ts";
import { readFields } from "../rest/read-fields.ts";
import { withOldPermissions } from "../rest/old-permissions.ts";
import { toEnvelope } from "../rest/to-envelope.ts";
import { createRules, handlerRules, updateRules } from "./action-fields.ts";
import { checkHandlerType, findAction, findChangeableAction } from "./find-action.ts";
import { listActions } from "./list-actions.ts";
import { addAction, changeAction, changeHandler, removeAction } from "./store-action.ts";
import { toActionData, toHandlerData } from "./to-action-data.ts";

const actions = "/messageactions";
const oneAction = `${actions}/{MESSAGE_ACTION_ID}`;
const handler = `${oneAction}/handlers/{HANDLER_TYPE}`;

/** The seven message-action endpoints of Cliq's REST API v3 (https://www.zoho.com/cliq/help/restapi/v3/). */
export const messageActionOperations: readonly Operation[] = [
  {
    name: "createAction",
    method: "POST",
    path: actions,
    scope: "messageactions.CREATE",
    perMinute: 30,
    typicalRefusal: "msgaction_creation_limit_exceeded",
    run(call) {
      const action = addAction(call.state, call.person, readFields(call.body, createRules), call.now);
      return toEnvelope(actions, "messageaction", toActionData(call.state.options, action));
    },
  },
  {
    name: "listActions",
    method: "GET",
    path: actions,
    scope: "messageactions.READ",
    perMinute: 30,
    typicalRefusal: "forbidden",
    query: listParameters,
    run: listActions,
  },
  {
    name: "getAction",
    method: "GET",
    path: oneAction,
    scope: "messageactions.READ",
    perMinute: 10,
    typicalRefusal: "msgaction_not_found",
    run(call) {
      const action = findAction(call);
      return toEnvelope(
        `${actions}/${action.id}`,
        "messageaction",
        toActionData(call.state.options, action, call.state.options.reads),
      );
    },
  },
  {
    name: "updateAction",
    method: "PATCH",
    path: oneAction,
    scope: "messageactions.UPDATE",
    perMinute: 10,
    typicalRefusal: "invalid_inputs",
    run(call) {
      const action = changeAction(call.state, findChangeableAction(call), readFields(call.body, updateRules), call.now);
      return toEnvelope(`${actions}/${action.id}`, "messageaction", toActionData(call.state.options, action));
    },
  },
  {
    name: "deleteAction",
    method: "DELETE",
    path: oneAction,
    scope: "messageactions.DELETE",
    perMinute: 10,
    typicalRefusal: "forbidden",
    run(call) {
      removeAction(call.state, findChangeableAction(call), call.now);
      return { status: 204, headers: {}, body: "" };
    },
  },
  {
    name: "updateHandler",
    method: "PATCH",
    path: handler,
    scope: "messageactions.UPDATE",
    perMinute: 10,
    typicalRefusal: "execution_handler_update_failed",
    run(call) {
      const found = findChangeableAction(call);
      checkHandlerType(call);
      const fields = withOldPermissions(call.state.options, found.permissions, readFields(call.body, handlerRules));
      const action = changeHandler(call.state, found, fields, call.now);
      return toEnvelope(handlerUrl(action.id), "execution_handler", toHandlerData(call.state.options, action));
    },
  },
  {
    name: "getHandler",
    method: "GET",
    path: handler,
    scope: "messageactions.READ",
    perMinute: 10,
    typicalRefusal: "execution_handler_get_failed",
    run(call) {
      const action = findAction(call);
      checkHandlerType(call);
      return toEnvelope(
        handlerUrl(action.id),
        "execution_handler",
        toHandlerData(call.state.options, action, call.state.options.reads),
      );
    },
  },
];

function handlerUrl(id: string): string {
  return `${actions}/${id}/handlers/execution_handler`;
}
