import { validateHeaderName, validateHeaderValue } from "node:http";

/** What a fake answers: a status, 200 unless given, with at most one kind of body. */
export interface FakeResponse {
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON, with that content type. */
  json?: unknown;
  /** Sent as it is, as plain text unless `headers` say otherwise. */
  text?: string;
}

/** Headers that frame the body, which the fake does itself. */
const framing = new Set(["content-length", "transfer-encoding", "connection"]);

/** A response ready to be sent. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Checks what the author's `answer` returned and puts it on the wire; throws a sentence saying what is wrong with it. */
export function toWireResponse(response: FakeResponse | undefined): WireResponse {
  if (typeof response !== "object" || response === null)
    throw new TypeError(`it returned ${String(response)}; return an object such as { status: 200, json: {} }`);
  const { status = 200, headers = {}, json, text } = response;
  const unknown = Object.keys(response).filter((key) => !["status", "headers", "json", "text"].includes(key));
  if (unknown.length > 0)
    throw new TypeError(`it returned ${unknown.join(", ")}; known are status, headers, json, text`);
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new TypeError(`it returned the status ${status}; a whole number from 200 to 599 is one`);
  if (json !== undefined && text !== undefined) throw new TypeError("it returned both json and text");
  if (text !== undefined && typeof text !== "string") throw new TypeError("it returned a text that is not a string");
  const lowerCase: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const lower = name.toLowerCase();
    if (framing.has(lower)) throw new TypeError(`it returned the header ${name}, which follows from the body`);
    lowerCase[lower] = value;
  }
  const body = json === undefined ? text : JSON.stringify(json);
  if (json !== undefined && body === undefined) throw new TypeError(`it returned a ${typeof json} as json`);
  const contentType = json === undefined ? "text/plain; charset=utf-8" : "application/json";
  return {
    status,
    headers: { ...(body !== undefined && { "content-type": contentType }), ...lowerCase },
    body: body ?? "",
  };
}
