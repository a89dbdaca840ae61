import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a request comes from a program of this machine or from a server's own page: a foreign name in Host is DNS
 * rebinding, a foreign Origin is a form or a script of another site.
 */
export function isFromHere({ host = "", origin }: Pick<IncomingHttpHeaders, "host" | "origin">): boolean {
  return /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u.test(host) && (origin === undefined || origin === `http://${host}`);
}
