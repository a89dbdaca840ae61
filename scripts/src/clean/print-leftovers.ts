import { wrap } from "../stage/wrap.ts";
import type { Unseen } from "./find-leftovers.ts";
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
  /** What may be there, and only another user's access would show. */
  readonly unseen: readonly Unseen[];
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
export function printOutcome({
  stage,
  origin,
  leftovers,
  unseen,
  confirmed,
  remaining,
  withoutUrl,
}: CleanOutcome): string {
  const untold = withoutUrl === 0 ? "" : ` Of ${withoutUrl} Cliq shows no URL: where they post to cannot be told.`;
  const looked = origin === undefined ? "by ledgers of stacks that are gone" : `by such ledgers, nor by ${origin}`;
  const hidden = describeUnseen(stage, unseen);
  if (leftovers.length === 0)
    return unseen.length > 0
      ? `Cliq shows this access nothing that stage ${stage} left.${untold}${hidden}`
      : `Nothing was found in Cliq that stage ${stage} left, ${looked}.${untold}`;
  if (!confirmed) {
    const more = origin === undefined ? "" : ` --origin ${origin}`;
    return `${leftovers.length} left in Cliq, and nothing was removed.${untold} To remove: pnpm cliq clean --stage ${stage}${more} --yes${hidden}`;
  }
  const removed = `${leftovers.length - remaining.length} removed from Cliq.${hidden}`;
  const rest = remaining.flatMap(({ name, id, reason }) =>
    wrap(`Still in Cliq: "${name}" (id ${id}). ${reason}`, "", 2),
  );
  return [removed, ...rest].join("\n");
}

/** Whose access would tell: nobody else sees what was made for its maker alone. */
function describeUnseen(stage: string, unseen: readonly Unseen[]): string {
  if (unseen.length === 0) return "";
  const named = unseen.map(
    ({ slug, id, name, creator }) =>
      `${slug} (${id === undefined ? `named "${name}"` : `id ${id}`}, made by ${creator === undefined ? "a user whom the ledger does not know" : `the user ${creator}`})`,
  );
  return `\nWhether these are still there only their makers' access shows: ${named.join(", ")}. As that user, run pnpm cliq authorize --stage ${stage}, then this again.`;
}
