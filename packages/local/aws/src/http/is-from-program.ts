import type { IncomingMessage } from "node:http";

/** A name that no name server can give to this machine: an address of the loopback, or `localhost` and what is below it. */
const loopback =
  /^(?:127(?:\.\d+){3}|\[::1\]|\[::ffff:(?:127(?:\.\d+){3}|7f\w\w:\w+)\]|(?:[\w.-]+\.)?localhost\.?)(?::\d+)?$/iu;

/**
 * Whether a request comes from a program of this machine: a foreign name in Host is DNS rebinding, and what a web page of
 * another site sends, a picture's address included, says so in Origin or Sec-Fetch-Site.
 */
export function isFromProgram({ headers }: IncomingMessage): boolean {
  const { host = "", origin } = headers;
  const site = headers["sec-fetch-site"] ?? "none";
  return (
    loopback.test(host) &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === "none" || site === "same-origin")
  );
}

/** What everybody else gets, with status 403. */
export const refusedPage = "This server answers programs of its own machine only.";
