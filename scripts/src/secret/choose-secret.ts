import { CannotOperate } from "../stage/cannot-operate.ts";
import type { DeclaredSecret } from "./declared-secrets.ts";

/** The declared secret of that name. Throws {@link CannotOperate} naming those there are. */
export function chooseSecret(declared: readonly DeclaredSecret[], name: string): DeclaredSecret {
  const found = declared.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new CannotOperate(`No action declares the secret "${shorten(name)}". ${describeKnown(declared)}`);
}

/** Refuses a secret that the token keeper hands out: what somebody put would be gone at its next run. Throws {@link CannotOperate}. */
export function refuseKept({ name, isKept }: DeclaredSecret, stage: string): void {
  if (!isKept) return;
  throw new CannotOperate(
    `${name} is an access token of Zoho Desk, which the token keeper puts and renews: pnpm cliq authorize --stage ${stage} --grant desk.`,
  );
}

/** Refuses what is no argument of the verb without repeating it: it may be the secret itself. Throws {@link CannotOperate}. */
export function refuseValues(strays: readonly string[]): void {
  if (strays.length === 0) return;
  throw new CannotOperate(
    "A secret is not taken from the command line: other users of the machine, the shell's history and CI logs see it. " +
      "Leave it out and type it when asked, or pass it on stdin. If it was a real one, treat it as known to others.",
  );
}

/** A name as a sentence repeats it; one that does not look like a name may be a value and is not shown. */
export function shorten(name: string): string {
  return /^[a-z0-9-]{1,40}(?:\/[a-z0-9-]{1,40})?$/.test(name) ? name : "…";
}

function describeKnown(declared: readonly DeclaredSecret[]): string {
  if (declared.length === 0) return "None is declared: an action names its secrets in its connections.ts.";
  return `Declared are: ${declared.map(({ name }) => name).join(", ")}.`;
}
