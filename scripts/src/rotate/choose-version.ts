import { CannotOperate } from "../stage/cannot-operate.ts";

/** What is known of a stage's credential version. */
export interface VersionsNow {
  readonly stage: string;
  /** In infra/stages.ts. */
  readonly written: number;
  /** In the stack. */
  readonly deployed: number;
}

/**
 * The version to deploy: one more than the deployed one, which is the only step for which the functions before and after
 * accept the URLs of both, whether it succeeds or rolls back. Throws {@link CannotOperate} when the file is elsewhere, or when there is nothing to retire.
 */
export function chooseVersion({ stage, written, deployed }: VersionsNow, retire: boolean): number {
  const next = deployed + 1;
  if (written !== deployed && written !== next) {
    throw new CannotOperate(
      `infra/stages.ts says credentialVersion ${written} for stage ${stage}, but version ${deployed} is deployed. Set it to ` +
        `${deployed} there: a deployment may raise the version by one only.`,
    );
  }
  if (!retire) return next;
  if (written === next) {
    throw new CannotOperate(
      `Version ${next} is written in infra/stages.ts but not deployed. Deploy it with pnpm cliq rotate --stage ${stage}; then retire.`,
    );
  }
  if (deployed === 1) {
    throw new CannotOperate(
      `Stage ${stage} has never been rotated, so there is nothing to retire: pnpm cliq rotate --stage ${stage} comes first.`,
    );
  }
  return next;
}
