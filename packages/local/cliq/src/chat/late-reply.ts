/** A reply that came through a `response_url` instead of the HTTP answer. */
export interface LateReply {
  /** The opaque last part of the URL. */
  readonly responseId: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly output?: unknown;
  /** A sentence, when it is not one Cliq can show. */
  readonly problem?: string;
}
