import { type Envelope, parseEnvelope } from "@cliq-actions/core";
import { admit } from "./admit.ts";
import { authenticate } from "./authenticate.ts";
import { checkMediaType } from "./check-media-type.ts";
import { parseJson } from "./parse-json.ts";
import type { Settings } from "./read-settings.ts";
import type { HttpRequest } from "./to-http-request.ts";

/**
 * From bytes to an event whose sender may be answered, in the order that gives a stranger nothing: authenticity on the
 * raw bytes, media type, UTF-8, JSON, bounds, envelope, organisation, freshness. Throws at the first that fails.
 */
export function receiveEnvelope(request: HttpRequest, credential: string, settings: Settings, now: number): Envelope {
  authenticate(request, credential, settings);
  checkMediaType(request);
  const envelope = parseEnvelope(parseJson(request.body));
  admit(envelope, settings.organizationId, now);
  return envelope;
}
