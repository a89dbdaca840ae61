/** A reply that came through a `response_url` instead of the HTTP answer. */
export interface LateReply {
  /** The opaque last part of the URL. */
  responseId: string;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
}
