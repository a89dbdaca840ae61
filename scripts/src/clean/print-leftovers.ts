import { wrap } from "../stage/wrap.ts";
import type { Leftover } from "./leftover.ts";
import type { Remaining } from "./remove-leftovers.ts";

/** How the command ended. */
export interface CleanOutcome {
  readonly stage: string;
  /** Where what was looked for posts to, if that was asked. */
  readonly origin?: string | undefined;
  /** How many items show no URL, where URLs were looked at. */
  readonly withoutUrl: number;
  readonly leftovers: readonly Leftover[];
  readonly confirmed: boolean;
  /** What could not be removed. */
  readonly remaining: readonly Remaining[];
}

/** What was found, before anybody is asked. */
export function printLeftovers(leftovers: readonly Leftover[]): string[] {
  return leftovers.flatMap(({ kind, id, name, proof, row }) =>
    wrap(
      `"${name}" (${kind} ${id}): ${proof === "ledger" ? `registered as ${row?.slug ?? "?"} by a stack that is deployed no longer` : "posts to that origin"}`,
      "  ",
      2,
    ),
  );
}

/** What came of it, in a sentence or two. */
export function printOutcome({ stage, origin, leftovers, confirmed, remaining, withoutUrl }: CleanOutcome): string {
  const untold = withoutUrl === 0 ? "" : ` Of ${withoutUrl} Cliq shows no URL: where they post to cannot be told.`;
  const looked = origin === undefined ? "by ledgers of stacks that are gone" : `by such ledgers, nor by ${origin}`;
  if (leftovers.length === 0) return `Nothing was found in Cliq that stage ${stage} left, ${looked}.${untold}`;
  if (!confirmed) {
    const more = origin === undefined ? "" : ` --origin ${origin}`;
    return `${leftovers.length} left in Cliq, and nothing was removed.${untold} To remove: pnpm cliq clean --stage ${stage}${more} --yes`;
  }
  const removed = `${leftovers.length - remaining.length} removed from Cliq.`;
  const rest = remaining.flatMap(({ name, id, reason }) =>
    wrap(`Still in Cliq: "${name}" (id ${id}). ${reason}`, "", 2),
  );
  return [removed, ...rest].join("\n");
}
