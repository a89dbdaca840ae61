import type { PendingClick } from "../../page-api.ts";

/** As an argument of a program, Linux takes 128 KiB, and Git's shell on Windows 32,767 characters for all of them. */
const longestArgumentBytes = 24_000;

/** A command that makes the request, for any POSIX shell, to be pasted as it is. */
export function toCurl({ method, url, headers, body }: PendingClick["request"]): string {
  const isLong = new TextEncoder().encode(body).length > longestArgumentBytes;
  return [
    // A shell's own printf takes any length.
    ...(isLong ? [`printf %s ${quote(body)} |`] : []),
    `curl ${quote(url)}`,
    `--request ${quote(method)}`,
    // curl reads brackets and braces in an address as a pattern.
    ...(/[[\]{}]/u.test(url) ? ["--globoff"] : []),
    // A header without a value ends in a semicolon; with a colon, curl would leave it out.
    ...Object.entries(headers).map(
      ([name, value]) => `--header ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`,
    ),
    ...(body === "" ? [] : [isLong ? "--data-binary @-" : `--data-raw ${quote(body)}`]),
  ].join(" \\\n  ");
}

/** Nothing is special between single quotes but the quote itself. */
function quote(text: string): string {
  return /^[A-Za-z0-9_./:=-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
