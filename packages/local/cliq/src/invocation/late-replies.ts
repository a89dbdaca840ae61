import type { CliqState } from "../cliq-state.ts";
import type { EventHandler } from "../functions/handler-names.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";
import { readOutput } from "./read-reply.ts";

const pattern = /^\/v2\/extensions\/\d+\/responses\/(\d+)$/;

/** The URL an event names for late replies, in the form of Zoho's published sample. */
export function issueResponseUrl(state: CliqState, handler: EventHandler, now: number): string {
  const id = state.source.nextId();
  state.responseUrls.set(id, { handler, issuedAt: now, uses: 0 });
  return `${state.options.origin}/v2/extensions/2980/responses/${id}`;
}

/**
 * Takes a late reply; no authorisation is needed (INFERRED from Zoho's SDK, which passes none). UNKNOWN, and chosen here:
 * what Cliq answers (200 with an empty object, whatever it makes of the reply; 404 where it takes none), how long and how
 * often a URL works.
 */
export function takeLateReply(state: CliqState, request: PlainRequest, now: number): PlainResponse | undefined {
  const responseId = pattern.exec(request.path)?.[1];
  if (responseId === undefined || request.method !== "POST") return undefined;
  const url = state.responseUrls.get(responseId);
  const { responseUrlLifetimeMs, responseUrlUses } = state.options;
  if (url === undefined || now > url.issuedAt + responseUrlLifetimeMs || url.uses >= responseUrlUses)
    return jsonResponse(404, JSON.stringify({ message: "The requested URL was not found." }));
  url.uses += 1;
  const { body } = request;
  state.lateReplies.push({ responseId, body, at: now, ...readOutput(body, url.handler) });
  return jsonResponse(200, "{}");
}
