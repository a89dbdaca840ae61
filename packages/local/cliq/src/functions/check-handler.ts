import { Refusal } from "../rest/refusal.ts";
import type { RefusalCode } from "../rest/refusal-table.ts";
import type { FunctionHandlerFields } from "./function-fields.ts";
import { type FunctionHandlerType, type FunctionPermission, handlerTypes } from "./handler-types.ts";
import type { RegisteredFunction } from "./registered-function.ts";

/**
 * Refuses what does not belong to a function's execution type (`foreignCode`), and a permission its handler may
 * not have. INFERRED, here and nowhere else: which of the documented codes stands for which.
 */
export function checkHandler(
  found: RegisteredFunction,
  type: FunctionHandlerType,
  fields: FunctionHandlerFields,
  foreignCode: RefusalCode,
): void {
  const foreign = found.executionType === "webhook" ? "script" : "permissions";
  if (fields[foreign] !== undefined) {
    throw new Refusal(foreignCode, `'${foreign}' does not apply to ${found.executionType} functions.`);
  }
  const allowed: readonly FunctionPermission[] = handlerTypes[type].permissions;
  const forbidden = fields.permissions?.find((permission) => !allowed.includes(permission));
  if (forbidden !== undefined) {
    throw new Refusal(
      "execution_handler_data_invalid",
      `The permission '${forbidden}' is not available for '${type}'.`,
    );
  }
}
