import { CannotAuthorize } from "./cannot-authorize.ts";

const looksSecret = /^1000\.|secret|token|code|client|password/i;

/** Refuses what the command line should not hold, above all a secret, without repeating a value. */
export function refuseStrays(strays: readonly string[]): void {
  const [first] = strays;
  if (first === undefined) return;
  const name = first.startsWith("-") ? (first.split("=", 1)[0] ?? "").slice(0, 40) : "an argument";
  if (strays.some((stray) => looksSecret.test(stray))) {
    throw new CannotAuthorize(
      `Secrets are not taken from the command line (${name}): other users of the machine, the shell's history and CI ` +
        "logs see them. Set ZOHO_CLIENT_ID, ZOHO_CLIENT_SECRET and ZOHO_GRANT_CODE, pass JSON on stdin, or let the " +
        "command ask. If it was a real one, treat it as known to others.",
    );
  }
  throw new CannotAuthorize(`authorize does not know ${name}: see pnpm cliq authorize --help.`);
}
