import type { Account } from "../account.ts";
import type { HttpApi } from "../http-api/http-apis.ts";

/** The HTTP API a stage, route or integration belongs to. */
export function findHttpApi(
  account: Account,
  { logicalId, properties }: { logicalId: string; properties: Record<string, unknown> },
): HttpApi {
  const apiId = String(properties["ApiId"]);
  const api = account.httpApis.get(apiId);
  if (!api) throw new Error(`${logicalId} belongs to the API ${apiId}, which does not exist.`);
  return api;
}
