import type { Policy } from "@cliq-actions/core";
import { InvalidStage } from "./invalid-stage.ts";

/** What an action declares, as far as it depends on a signature. */
interface WithPolicy {
  readonly slug: string;
  readonly action: { readonly policy?: Policy };
}

/**
 * Throws {@link InvalidStage} when an action goes by what the event says of administrators on a stage that does not verify
 * who says so. The account of a laptop's stage does not exist: there it may be tried.
 */
export function refuseUnsignedAdministrators(
  stage: { readonly name: string; readonly verifySignature: boolean; readonly account?: string | undefined },
  actions: readonly (WithPolicy | { readonly slug: string; readonly action: object })[],
): void {
  if (stage.verifySignature || stage.account === "000000000000") return;
  const unsigned = actions.find(({ action }) => "policy" in action && action.policy?.rules.administrators === true);
  if (unsigned === undefined) return;
  throw new InvalidStage(
    `infra/stages.ts: "${unsigned.slug}" is for administrators only, which nothing proves on stage ${stage.name}: set ` +
      "verifySignature: true there, or take the rule out of the action's policy.",
  );
}
