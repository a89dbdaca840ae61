import type { HttpCall } from "@cliq-actions/cliq/http/http-call";
import type { ConnectionRequest } from "@cliq-actions/core";
import { checkHeaders } from "./check-headers.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { toTarget } from "./to-target.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);
const largestRequestBytes = 4 * 1_048_576;
const largestResponseBytes = 10 * 1_048_576;
const usualResponseBytes = 1_048_576;

/** A request checked and complete but for secret and time; throws {@link InvalidRequest} for what must not be sent. */
export function toHttpCall(origin: string, request: ConnectionRequest): Omit<HttpCall, "timeoutMs" | "signal"> {
  const { method, maxResponseBytes = usualResponseBytes } = request;
  if (!methods.has(method)) throw new InvalidRequest(`The method must be one of ${[...methods].join(", ")}`);
  if (!(maxResponseBytes >= 1 && maxResponseBytes <= largestResponseBytes)) {
    throw new InvalidRequest(`maxResponseBytes must be between 1 and ${largestResponseBytes}`);
  }
  const body = toBody(request);
  if (body !== undefined && (method === "GET" || method === "HEAD")) {
    throw new InvalidRequest(`A ${method} request has no body`);
  }
  if (body !== undefined && Buffer.byteLength(body) > largestRequestBytes) {
    throw new InvalidRequest(`The body must be at most ${largestRequestBytes} bytes`);
  }
  const headers = {
    accept: "application/json",
    ...(request.json === undefined ? {} : { "content-type": "application/json" }),
    ...checkHeaders(request.headers ?? {}),
    "accept-encoding": "identity",
  };
  return { method, url: toTarget(origin, request), headers, body, maxResponseBytes };
}

function toBody({ json, body }: ConnectionRequest): string | Uint8Array | undefined {
  if (json === undefined) {
    if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return body;
    throw new InvalidRequest("The body must be a string or bytes");
  }
  if (body !== undefined) throw new InvalidRequest("A request has json or body, not both");
  let text: string | undefined;
  try {
    text = JSON.stringify(json) as string | undefined;
  } catch (cause) {
    throw new InvalidRequest("The value of json cannot be written as JSON", { cause });
  }
  if (text === undefined) throw new InvalidRequest("The value of json cannot be written as JSON");
  return text;
}
