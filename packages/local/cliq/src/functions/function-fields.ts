import type { FieldsOf } from "../rest/read-fields.ts";
import { functionPermissions, functionTypes, handlerTypeNames } from "./handler-types.ts";

/** What an update may carry (`v3-function-edit`); the types of function and execution are not among them. */
export const functionUpdateRules = {
  name: { kind: "text", max: 30 },
  description: { kind: "text", max: 300 },
  execution_url: { kind: "text", max: 225 },
} as const;

/** What a create may carry (`v3-function-create`). */
export const functionCreateRules = {
  ...functionUpdateRules,
  function_type: { kind: "choice", of: functionTypes },
  execution_type: { kind: "choice", of: ["deluge", "webhook"] },
} as const;

/** What an update of a handler may carry (`v3-exehandler-edit`); the script is at most 250 KB. */
export const functionHandlerRules = {
  permissions: { kind: "choices", of: functionPermissions, min: 0, max: 5 },
  script: { kind: "script", maxBytes: 250 * 1024 },
} as const;

/** What the creation of a handler may carry (`v3-exehandler-create`). */
export const newFunctionHandlerRules = {
  ...functionHandlerRules,
  type: { kind: "choice", of: handlerTypeNames },
} as const;

/** The fields of a create, checked one by one. */
export type FunctionCreateFields = FieldsOf<typeof functionCreateRules>;

/** The fields of an update, checked one by one. */
export type FunctionUpdateFields = FieldsOf<typeof functionUpdateRules>;

/** The fields of a handler update, checked one by one. */
export type FunctionHandlerFields = FieldsOf<typeof functionHandlerRules>;

/** The fields of a new handler, checked one by one. */
export type NewFunctionHandlerFields = FieldsOf<typeof newFunctionHandlerRules>;
