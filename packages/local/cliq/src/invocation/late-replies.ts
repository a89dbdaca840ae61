import type { CliqState } from "../cliq-state.ts";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";

const pattern = /^\/v2\/extensions\/\d+\/responses\/(\d+)$/;

/** The URL an event names for late replies, in the form of Zoho's published sample. */
export function responseUrl(state: CliqState): string {
  return `${state.options.origin}/v2/extensions/2980/responses/${state.source.nextId()}`;
}

/**
 * Takes a late reply; no authorisation is needed (INFERRED from Zoho's SDK, which passes none). What Cliq answers,
 * how long and how often a URL works are UNKNOWN: 200 with an empty object, always.
 */
export function takeLateReply(state: CliqState, request: PlainRequest, now: number): PlainResponse | undefined {
  const responseId = pattern.exec(request.path)?.[1];
  if (responseId === undefined || request.method !== "POST") return undefined;
  state.lateReplies.push({ responseId, body: request.body, at: now });
  return jsonResponse(200, "{}");
}
