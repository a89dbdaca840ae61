import type { AbortSignalLike } from "@cliq-actions/core";

/** One HTTP request, complete but for the network. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Milliseconds from now to the last byte in: one deadline for the connection, the headers and the body. */
  readonly timeoutMs: number;
  /** Milliseconds from now to a connection that stands: 5,000, and never more than `timeoutMs`. */
  readonly connectTimeoutMs?: number;
  readonly maxResponseBytes: number;
  /** Ends the exchange early. */
  readonly signal?: AbortSignalLike | undefined;
}

/** An answer read to its end. */
export interface HttpAnswer {
  readonly kind: "answer";
  readonly status: number;
  /** Values by lower-case name; several of one name are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** No answer, or none that could be read. */
export interface NoAnswer {
  readonly kind: "no-answer";
  /** Whether the other side may have received and applied the request. */
  readonly mayHaveArrived: boolean;
  /** Whether the same request could fare better in a moment. */
  readonly transient: boolean;
  /** Node's code for what went wrong, such as `ECONNRESET`; `TIMEOUT`, `ABORTED` and `BODY_TOO_LARGE` are ours. */
  readonly errno: string;
  /** For a person; names the origin, holds no path, no header and no body. */
  readonly message: string;
}
