import { wrap } from "../stage/wrap.ts";
import type { Leftover } from "./leftover.ts";
import type { Remaining } from "./remove-leftovers.ts";

/** How the command ended. */
export interface CleanOutcome {
  readonly stage: string;
  readonly leftovers: readonly Leftover[];
  readonly confirmed: boolean;
  /** What could not be removed. */
  readonly remaining: readonly Remaining[];
}

/** What was found, before anybody is asked. */
export function printLeftovers(leftovers: readonly Leftover[]): string[] {
  return leftovers.flatMap(({ kind, id, name, proof, row }) =>
    wrap(
      `"${name}" (${kind} ${id}): ${proof === "ledger" ? `registered as ${row?.slug ?? "?"} by a stack that is gone` : "posts to that origin"}`,
      "  ",
      2,
    ),
  );
}

/** What came of it, in a sentence or two. */
export function printOutcome({ stage, leftovers, confirmed, remaining }: CleanOutcome): string {
  if (leftovers.length === 0) return `Nothing that stage ${stage} left is in Cliq.`;
  if (!confirmed) return `${leftovers.length} left in Cliq. Nothing was removed: confirm with --yes.`;
  const removed = `${leftovers.length - remaining.length} removed from Cliq.`;
  const rest = remaining.flatMap(({ name, id, reason }) =>
    wrap(`Still in Cliq: "${name}" (id ${id}). ${reason}`, "", 2),
  );
  return [removed, ...rest].join("\n");
}
