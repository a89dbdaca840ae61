import type { AbortSignalLike } from "../abort-signal.ts";

/** A system outside AWS that an action calls, as a client: the only way out of an action. */
export interface Connection {
  /**
   * Sends one request and resolves with the answer, whatever status it has but these: a redirect, a 401 that a fresh
   * secret does not cure, and a 429 or 5xx that outlasts the retries. Those, and every failure of the network, reject
   * with `UpstreamFailed`, which the person sees as "The status page is not answering".
   */
  send(request: ConnectionRequest): Promise<ConnectionResponse>;
}

/** One request to the connection's own origin, which nothing in it can change. */
export interface ConnectionRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Begins with "/"; text of people belongs through `encodeURIComponent`, or into `query`. */
  readonly path: string;
  /** Encoded and appended to the path; an absent value is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with its content type. */
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly body?: string | Uint8Array;
  /** Whether to send it twice is harmless, as for a POST with an idempotency key; always so for GET, HEAD, PUT, DELETE. */
  readonly repeatable?: boolean;
  /** The largest answer that is read; 1 MiB unless told. */
  readonly maxResponseBytes?: number;
  /** Ends the request early. It ends anyway when the time of the click is up. */
  readonly signal?: AbortSignalLike;
  /** The headers that carry the secret; `authorization: Bearer …` unless told. */
  readonly authorize?: (secret: string) => Readonly<Record<string, string>>;
}

/** What the system answered. */
export interface ConnectionResponse {
  readonly status: number;
  /** Values by lower-case name; several of one name are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as UTF-8. */
  readonly text: string;
  /** The body as JSON; throws `UpstreamFailed` when it is none. */
  json(): unknown;
}

/** One connection for each that is declared; reading another one does not compile. */
export type ConnectionsOf<C> = { readonly [name in keyof C]: Connection };
