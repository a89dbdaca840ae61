import type { ConnectionRequest } from "@cliq-actions/core";
import { InvalidRequest } from "./invalid-request.ts";

const path = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/;
const dotSegment = /\/(?:\.|%2e){1,2}(?=\/|$)/i;
const longestTargetChars = 8_000;

/** The URL of a request: always of the connection's own origin, whatever people wrote. Throws {@link InvalidRequest}. */
export function toTarget(origin: string, request: Pick<ConnectionRequest, "path" | "query">): string {
  if (typeof request.path !== "string" || !path.test(request.path)) {
    throw new InvalidRequest(
      'The path must begin with "/" and hold no space, "?", "#", "\\" or other raw characters: text belongs into `query` or through encodeURIComponent',
    );
  }
  if (request.path.startsWith("//") || dotSegment.test(request.path)) {
    throw new InvalidRequest('The path must not begin with "//" or hold "." or ".." as a segment');
  }
  const target = `${origin}${request.path}${toQuery(request.query ?? {})}`;
  if (target.length > longestTargetChars) {
    throw new InvalidRequest(`Path and query must be at most ${longestTargetChars} characters`);
  }
  return target;
}

function toQuery(query: NonNullable<ConnectionRequest["query"]>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const encoded = pairs.map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  return encoded.length === 0 ? "" : `?${encoded.join("&")}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
