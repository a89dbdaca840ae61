/**
 * The seven message-action endpoints (REST API v3). Scope names as the documentation page spells them; the OpenAPI
 * document prints `ZohoCliq.MessageActions.*`, and that Zoho ignores case is INFERRED.
 */
export const operations = {
  create: { method: "POST", scope: "ZohoCliq.messageactions.CREATE" },
  list: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
  get: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
  update: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE" },
  delete: { method: "DELETE", scope: "ZohoCliq.messageactions.DELETE" },
  updateHandler: { method: "PATCH", scope: "ZohoCliq.messageactions.UPDATE" },
  getHandler: { method: "GET", scope: "ZohoCliq.messageactions.READ" },
} as const;

/** One endpoint by name. */
export type Operation = keyof typeof operations;

/** Every scope that managing message actions needs, each once. */
export const messageActionScopes: readonly string[] = [...new Set(Object.values(operations).map(({ scope }) => scope))];

/** Whether sending the request twice does the same as sending it once. */
export function isIdempotent(operation: Operation): boolean {
  return operations[operation].method !== "POST";
}
