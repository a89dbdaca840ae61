import type { NoAnswer } from "./http-call.ts";

/** One HTTP request to Zoho, complete but for the connection. */
export interface OutgoingRequest {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds from the first byte out to the last byte in. */
  readonly timeoutMs: number;
}

/** What became of it: an answer read to its end, or none. */
export type SendOutcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** As the header has it, if it was sent. */
      readonly contentType?: string | undefined;
      readonly text: string;
    }
  | Omit<NoAnswer, "errno">;

/** Carries a request. Never throws for the network, never follows a redirect. */
export type SendRequest = (request: OutgoingRequest) => Promise<SendOutcome>;
