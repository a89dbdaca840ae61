import { findPause, type Pauses, toPauseSentence } from "@cliq-actions/infra/stages/pauses";
import type { Target } from "../pause/find-targets.ts";
import { type Diagnosis, doubtful, fine } from "./finding.ts";

/** Which actions answer with a sentence instead of doing anything, and whether that is what the stage's file says. */
export function checkPauses(stage: Pauses, targets: readonly Target[]): Diagnosis<undefined> {
  const wanted = (slug: string): string | undefined => {
    const reason = findPause(stage, slug);
    return reason === undefined ? undefined : toPauseSentence(reason);
  };
  const paused = targets.filter((one) => one.paused !== undefined);
  const stuck = targets.filter((one) => one.paused === undefined && one.mappings.some(({ isEnabled }) => !isEnabled));
  const says = [
    ...paused.map(({ slug, paused: sentence }) => `${slug} is paused: "${sentence}"`),
    ...stuck.map(({ slug }) => `${slug} takes on background work that nobody does`),
  ].join("; ");
  if (stuck.length > 0) return doubtful(says, `pnpm cliq resume ${nameOf(stuck)} --stage ${stage.name}`);
  const unwritten = paused.filter(({ slug, paused: sentence }) => sentence !== wanted(slug));
  if (unwritten.length > 0) {
    const remedy = `pnpm cliq resume ${nameOf(unwritten)} --stage ${stage.name}, or write it into infra/stages.ts: a deployment may end it.`;
    return doubtful(says, remedy);
  }
  const unpaused = targets.filter((one) => one.paused === undefined && wanted(one.slug) !== undefined);
  if (unpaused.length > 0) {
    const names = unpaused.map(({ slug }) => slug).join(", ");
    return doubtful(
      `infra/stages.ts pauses ${names}, and the stage serves it`,
      `pnpm cdk deploy -c stage=${stage.name}, or take it out of paused or pausedAll.`,
    );
  }
  return fine(says === "" ? "no action is paused" : `${says}, as infra/stages.ts says`);
}

function nameOf(some: readonly Target[]): string {
  return some.length === 1 ? (some[0]?.slug ?? "") : "--all";
}
