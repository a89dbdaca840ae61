/**
 * The seven message-action endpoints (REST API v3). Scope names as the documentation page spells them; the OpenAPI
 * document prints `ZohoCliq.MessageActions.*`, and that Zoho ignores case is INFERRED.
 */
const messageActionOperations = {
  create: { method: "POST", scope: "ZohoCliq.messageactions.CREATE", perMinute: 30 },
  list: { method: "GET", scope: "ZohoCliq.messageactions.READ", perMinute: 30 },
  get: { method: "GET", scope: "ZohoCliq.messageactions.READ", perMinute: 10 },
  update: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE", perMinute: 10 },
  delete: { method: "DELETE", scope: "ZohoCliq.messageactions.DELETE", perMinute: 10 },
  updateHandler: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE", perMinute: 10 },
  getHandler: { method: "GET", scope: "ZohoCliq.messageactions.READ", perMinute: 10 },
} as const;

/** The nine endpoints of functions and their handlers (REST API v3). */
const functionOperations = {
  createFunction: { method: "POST", scope: "ZohoCliq.Functions.CREATE", perMinute: 10 },
  listFunctions: { method: "GET", scope: "ZohoCliq.Functions.READ", perMinute: 30 },
  getFunction: { method: "GET", scope: "ZohoCliq.Functions.READ", perMinute: 30 },
  updateFunction: { method: "PATCH", scope: "ZohoCliq.Functions.UPDATE", perMinute: 10 },
  deleteFunction: { method: "DELETE", scope: "ZohoCliq.Functions.DELETE", perMinute: 10 },
  createFunctionHandler: { method: "POST", scope: "ZohoCliq.Functions.UPDATE", perMinute: 10 },
  updateFunctionHandler: { method: "PATCH", scope: "ZohoCliq.Functions.UPDATE", perMinute: 10 },
  getFunctionHandler: { method: "GET", scope: "ZohoCliq.Functions.READ", perMinute: 10 },
  deleteFunctionHandler: { method: "DELETE", scope: "ZohoCliq.Functions.UPDATE", perMinute: 10 },
} as const;

/** What brings a late reply to a chat; of the two thresholds that are documented, the smaller one. */
const chatOperations = {
  postToChat: { method: "POST", scope: "ZohoCliq.Webhooks.CREATE", perMinute: 20 },
} as const;

/**
 * Every endpoint this package calls with an access token. `perMinute` is the documented threshold per user; one call
 * more locks the operation for five minutes.
 */
export const operations = { ...messageActionOperations, ...functionOperations, ...chatOperations } as const;

/** One endpoint by name. */
export type Operation = keyof typeof operations;

/** Every scope that managing message actions needs, each once. */
export const messageActionScopes: readonly string[] = scopesOf(messageActionOperations);

/** Every scope that managing functions needs, each once. */
export const functionScopes: readonly string[] = scopesOf(functionOperations);

/** Every scope that work in the background needs, each once. */
export const chatScopes: readonly string[] = scopesOf(chatOperations);

/** Whether sending the request twice does the same as sending it once. */
export function isIdempotent(operation: Operation): boolean {
  return operations[operation].method !== "POST";
}

function scopesOf(group: Readonly<Record<string, { readonly scope: string }>>): readonly string[] {
  return [...new Set(Object.values(group).map(({ scope }) => scope))];
}
