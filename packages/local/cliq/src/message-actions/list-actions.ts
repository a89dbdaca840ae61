import type { PlainResponse } from "../plain-http.ts";
import { listPage } from "../rest/list-page.ts";
import type { OperationCall } from "../rest/operation.ts";
import { isKnownTo } from "./available-to.ts";
import { toActionData } from "./to-action-data.ts";

/** `GET /messageactions`: all message actions available to the user. */
export function listActions(call: OperationCall): PlainResponse {
  const { state, person } = call;
  return listPage(call, {
    path: "/messageactions",
    type: "messageaction",
    maxLimit: 100,
    items: [...state.actions.values()].filter((action) => isKnownTo(state, person, action)),
    deleted: state.deletedActions.filter(({ item }) => isKnownTo(state, person, item)),
    toData: (action) => toActionData(state.options, action, state.options.reads),
  });
}
