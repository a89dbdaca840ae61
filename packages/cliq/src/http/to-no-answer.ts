import type { HttpCall, NoAnswer } from "./http-call.ts";

const untrusted = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO|HOSTNAME_MISMATCH)/;
const unspeakable = /^(HPE_|ERR_HTTP_|ERR_INVALID_|ERR_UNESCAPED_)/;

/** Says what a failed exchange means: did it leave, may it be tried again, and a sentence that names the origin. */
export function toNoAnswer(error: unknown, call: HttpCall, hasLeft: boolean): NoAnswer {
  const { origin } = new URL(call.url);
  const errno = codeOf(error);
  const { transient, message } = meaningOf(errno, origin, call.timeoutMs, hasLeft);
  return { kind: "no-answer", mayHaveArrived: hasLeft, transient, errno, message };
}

function meaningOf(
  errno: string,
  origin: string,
  timeoutMs: number,
  hasLeft: boolean,
): { transient: boolean; message: string } {
  if (errno === "TIMEOUT") return { transient: true, message: `${origin} did not answer within ${timeoutMs} ms` };
  if (errno === "ABORTED") return { transient: false, message: `The request to ${origin} was given up` };
  if (errno === "BODY_TOO_LARGE") return { transient: false, message: `${origin} sent an answer too large to read` };
  if (!hasLeft && untrusted.test(errno)) {
    return { transient: false, message: `${origin} offers no TLS connection we can trust (${errno})` };
  }
  if (unspeakable.test(errno)) return { transient: false, message: `${origin} does not speak HTTP (${errno})` };
  if (!hasLeft) return { transient: true, message: `${origin} cannot be reached (${errno})` };
  return { transient: true, message: `${origin} broke the connection (${errno})` };
}

/** Node's code of an error; that of the first attempt where several addresses were tried. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (typeof code === "string") return code;
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : "UNKNOWN";
}
