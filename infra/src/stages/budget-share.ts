import { InvalidStage } from "./invalid-stage.ts";

/** Of each of Cliq's limits, what the stages of one user take together unless they say otherwise; the rest is the user's own. */
const together = 0.8;
/** With less, an operation that may be called ten times a minute could not be called once. */
const smallest = 0.1;

interface Sharing {
  readonly organizationId: string;
  readonly authorizedBy?: string | undefined;
  readonly budgetShare?: number | undefined;
}

/**
 * The share of Cliq's limits that a stage uses at most. The limits are per user, and each stage counts its own calls: so
 * the stages that one user authorises divide them. Throws {@link InvalidStage} where their shares pass 1 together.
 */
export function budgetShareOf(stages: Readonly<Record<string, Sharing>>, name: string): number {
  const own = stages[name];
  const sharing = sharingWith(stages, name);
  const given = sharing.flatMap(([, { budgetShare }]) => (budgetShare === undefined ? [] : [budgetShare]));
  const taken = given.reduce((sum, share) => sum + share, 0);
  const others = sharing.length - given.length;
  const left = others === 0 ? 0 : Math.min(together / sharing.length, (1 - taken) / others);
  // Sums of decimal fractions are off by a little.
  if (taken <= 1 + 1e-9 && (others === 0 || left >= smallest - 1e-9)) return own?.budgetShare ?? left;
  throw new InvalidStage(
    `infra/stages.ts: the stages ${sharing.map(([one]) => `"${one}"`).join(", ")} share the limits of one Cliq user, and their budgetShare must be at most 1 together, ` +
      `with at least ${smallest} for each: lower them, or say with authorizedBy which of them another user authorises.`,
  );
}

/** The stages that the same user authorises, this one among them. */
export function sharingWith(stages: Readonly<Record<string, Sharing>>, name: string): readonly [string, Sharing][] {
  const own = stages[name];
  return Object.entries(stages).filter(
    ([, stage]) => stage.organizationId === own?.organizationId && stage.authorizedBy === own.authorizedBy,
  );
}
