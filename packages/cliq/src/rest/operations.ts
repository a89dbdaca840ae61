/**
 * The seven message-action endpoints (REST API v3). Scope names as the documentation page spells them; the OpenAPI
 * document prints `ZohoCliq.MessageActions.*`, and that Zoho ignores case is INFERRED.
 */
const messageActionOperations = {
  create: { method: "POST", scope: "ZohoCliq.messageactions.CREATE" },
  list: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
  get: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
  update: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE" },
  delete: { method: "DELETE", scope: "ZohoCliq.messageactions.DELETE" },
  updateHandler: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE" },
  getHandler: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
} as const;

/** The nine endpoints of functions and their handlers (REST API v3). */
const functionOperations = {
  createFunction: { method: "POST", scope: "ZohoCliq.Functions.CREATE" },
  listFunctions: { method: "GET", scope: "ZohoCliq.Functions.READ" },
  getFunction: { method: "GET", scope: "ZohoCliq.Functions.READ" },
  updateFunction: { method: "PATCH", scope: "ZohoCliq.Functions.UPDATE" },
  deleteFunction: { method: "DELETE", scope: "ZohoCliq.Functions.DELETE" },
  createFunctionHandler: { method: "POST", scope: "ZohoCliq.Functions.UPDATE" },
  updateFunctionHandler: { method: "PATCH", scope: "ZohoCliq.Functions.UPDATE" },
  getFunctionHandler: { method: "GET", scope: "ZohoCliq.Functions.READ" },
  deleteFunctionHandler: { method: "DELETE", scope: "ZohoCliq.Functions.UPDATE" },
} as const;

/** Every endpoint this package calls with an access token. */
export const operations = { ...messageActionOperations, ...functionOperations } as const;

/** One endpoint by name. */
export type Operation = keyof typeof operations;

/** Every scope that managing message actions needs, each once. */
export const messageActionScopes: readonly string[] = scopesOf(messageActionOperations);

/** Every scope that managing functions needs, each once. */
export const functionScopes: readonly string[] = scopesOf(functionOperations);

/** Whether sending the request twice does the same as sending it once. */
export function isIdempotent(operation: Operation): boolean {
  return operations[operation].method !== "POST";
}

function scopesOf(group: Readonly<Record<string, { readonly scope: string }>>): readonly string[] {
  return [...new Set(Object.values(group).map(({ scope }) => scope))];
}
