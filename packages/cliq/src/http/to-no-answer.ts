import { BodyTooLarge } from "./read-limited.ts";
import type { OutgoingRequest, SendOutcome } from "./send-request.ts";

type NoAnswer = Extract<SendOutcome, { kind: "no-answer" }>;

/** Errors raised before a byte of the request left this machine. */
const neverLeft = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const tls = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

/** Says what a failed exchange means: did it leave, may it be tried again, and a sentence that names the origin. */
export function toNoAnswer(error: unknown, outgoing: OutgoingRequest): NoAnswer {
  const { origin } = new URL(outgoing.url);
  const code = codeOf(error);
  if (tls.test(code)) {
    return noAnswer(
      { mayHaveArrived: false, transient: false },
      `${origin} offers no TLS connection we can trust (${code})`,
    );
  }
  if (neverLeft.has(code)) {
    return noAnswer({ mayHaveArrived: false, transient: true }, `${origin} cannot be reached (${code})`);
  }
  if (error instanceof BodyTooLarge) {
    return noAnswer({ mayHaveArrived: true, transient: false }, `${origin} sent an answer too large to read`);
  }
  if (code === "TimeoutError") {
    return noAnswer(
      { mayHaveArrived: true, transient: true },
      `${origin} did not answer within ${outgoing.timeoutMs} ms`,
    );
  }
  return noAnswer({ mayHaveArrived: true, transient: true }, `${origin} broke the connection (${code})`);
}

function noAnswer(fate: { mayHaveArrived: boolean; transient: boolean }, message: string): NoAnswer {
  return { kind: "no-answer", ...fate, message };
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const { code, name, cause, errors } = error as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === "string") return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  if (cause !== undefined) return codeOf(cause);
  return typeof name === "string" ? name : "unknown";
}
