import { type Invocation, type InvocationShape, parseEnvelope, parseInvocation } from "@cliq-actions/core";
import { admit } from "./admit.ts";
import { authenticate } from "./authenticate.ts";
import { checkMediaType } from "./check-media-type.ts";
import { parseJson } from "./parse-json.ts";
import type { Settings } from "./read-settings.ts";
import type { HttpRequest } from "./to-http-request.ts";

const { hash } = process.getBuiltinModule("node:crypto");

/** What receiving tells of a request before it is over. */
export interface Reception {
  /** Called once the request is authentic, of the organisation and fresh: from here on the person may be answered. */
  readonly admitted: () => void;
  /** Called for each leaf of the event that is not of the documented type, with its path, never its value. */
  readonly oddField: (path: string) => unknown;
}

/**
 * From bytes to an invocation, in the order that gives a stranger nothing: authenticity on the raw bytes, media type,
 * UTF-8, JSON, bounds, envelope, organisation, freshness, and only then the content. Throws at the first that fails.
 */
export function receiveInvocation(
  request: HttpRequest,
  credential: string,
  settings: Settings,
  shape: InvocationShape,
  reception: Reception,
): Invocation {
  authenticate(request, credential, settings);
  checkMediaType(request);
  const envelope = parseEnvelope(parseJson(request.body));
  admit(envelope, settings.organizationId, Date.now());
  reception.admitted();
  return parseInvocation(envelope, shape, {
    slug: settings.slug,
    key: sha256(request.body),
    hash: sha256,
    onOddField: reception.oddField,
  });
}

function sha256(data: string | Uint8Array): string {
  return hash("sha256", data);
}
