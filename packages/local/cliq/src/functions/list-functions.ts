import type { PlainResponse } from "../plain-http.ts";
import { listPage } from "../rest/list-page.ts";
import type { OperationCall } from "../rest/operation.ts";
import { isDefinedBy } from "./find-function.ts";
import { toFunctionData } from "./to-function-data.ts";

/** `GET /functions`: all functions the user defined. */
export function listFunctions(call: OperationCall): PlainResponse {
  const { state, person } = call;
  return listPage(call, {
    path: "/functions",
    type: "function",
    maxLimit: 50,
    items: [...state.functions.values()].filter((found) => isDefinedBy(person, found)),
    deleted: state.deletedFunctions.filter(({ item }) => isDefinedBy(person, item)),
    toData: (found) => toFunctionData(state.options, found, state.options.reads),
  });
}
