/** The REST operations and the two of the accounts server, by the names faults and call records use. */
export const operationNames = [
  "createAction",
  "listActions",
  "getAction",
  "updateAction",
  "deleteAction",
  "updateHandler",
  "getHandler",
  "createFunction",
  "listFunctions",
  "getFunction",
  "updateFunction",
  "deleteFunction",
  "createFunctionHandler",
  "updateFunctionHandler",
  "getFunctionHandler",
  "deleteFunctionHandler",
  "postToChat",
  "token",
  "revoke",
] as const;

/** One of them. */
export type OperationName = (typeof operationNames)[number];
