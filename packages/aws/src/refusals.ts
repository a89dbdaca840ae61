import { ActionsError } from "@cliq-actions/core";

/** A request that never becomes an invocation. `status` and its constant `words` are all its sender learns. */
export abstract class Refusal extends ActionsError {
  abstract readonly status: number;
  abstract readonly words: string;
}

const unauthorized = "Unauthorized";

/** No credential of this action, or a signature that does not verify. */
export class Unauthenticated extends Refusal {
  readonly code = "unauthenticated";
  readonly status = 401;
  readonly words = unauthorized;
}

/** An authentic event whose time is more than five minutes away, in either direction. Looks like a wrong credential. */
export class StaleInvocation extends Refusal {
  readonly code = "stale_invocation";
  readonly status = 401;
  readonly words = unauthorized;
}

/** Something needed to decide is not configured, so nothing is served. Not for wrong requests. */
export class Misconfigured extends Refusal {
  readonly code = "misconfigured";
  readonly status = 503;
  readonly words = "Service Unavailable";
}

/** An event of an organisation other than the configured one. */
export class ForbiddenOrganization extends Refusal {
  readonly code = "forbidden_organization";
  readonly status = 403;
  readonly words = "Forbidden";
}

/** A body over 6 MiB. */
export class PayloadTooLarge extends Refusal {
  readonly code = "payload_too_large";
  readonly status = 413;
  readonly words = "Payload Too Large";
}

/** A declared content type other than JSON in UTF-8, or any content encoding. */
export class UnsupportedMediaType extends Refusal {
  readonly code = "unsupported_media_type";
  readonly status = 415;
  readonly words = "Unsupported Media Type";
}
