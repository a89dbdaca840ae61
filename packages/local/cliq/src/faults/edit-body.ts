import { exactNumber, parseExactJson } from "../exact-json.ts";
import type { PlainResponse } from "../plain-http.ts";

type Envelope = Record<string, unknown> & { data?: unknown };

const edits = {
  "missing-id": ({ access_token: _token, ...body }: Envelope) => ({ ...body, data: withoutId(body.data) }),
  "wrong-type": (body: Envelope) => ({ ...body, data: "[object Object]" }),
  "extra-fields": (body: Envelope) => ({
    ...body,
    data: withUnknownFields(body.data),
    served_by: { node: 7 },
    beta: null,
  }),
  "repeat-token": (body: Envelope) => ({ ...body, next_token: Buffer.from("next|20|0||0").toString("base64") }),
};

/** A successful JSON answer, changed in the way the fault's kind says; other answers stay as they are. */
export function editBody(response: PlainResponse, kind: keyof typeof edits): PlainResponse {
  if (response.status !== 200) return response;
  const body = parseExactJson(response.body) as Envelope;
  return { ...response, body: JSON.stringify(edits[kind](body), writeExact) };
}

function writeExact(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? exactNumber(String(value)) : value;
}

function withoutId(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutId);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== "id" && key !== "function_id"));
}

function withUnknownFields(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withUnknownFields);
  if (typeof data !== "object" || data === null) return data;
  return { ...data, collaborators: [], popularity: 0.5, visibility: { since: null } };
}
