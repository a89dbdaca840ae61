import { jsonResponse, type PlainResponse } from "../plain-http.ts";

/** An answer about one thing, as the REST API wraps it; `path` is below `/api/v3`. */
export function toEnvelope(path: string, type: string, data: object): PlainResponse {
  return jsonResponse(200, JSON.stringify({ url: `/api/v3${path}`, type, data }));
}
