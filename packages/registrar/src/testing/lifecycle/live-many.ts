import { type LifecycleReport, type LifecycleTerms, liveThrough } from "./random-lifecycle.ts";

/** How many lifecycles are lived side by side, so that the process is never idle. */
const atOnce = 16;

/** How many places on, where each place costs a life: one where lifecycles are asked for by their number, as in `.ci/run`. */
export function stepOf(step: number): number {
  return Number(process.env.LIFECYCLES ?? 0) < 1_000 ? step : 1;
}

/** Lives the lifecycles of these seeds; returns those that broke an invariant. */
export async function liveMany(
  first: number,
  count: number,
  terms: LifecycleTerms = {},
): Promise<readonly LifecycleReport[]> {
  const broken: LifecycleReport[] = [];
  let seed = first;
  const live = async (): Promise<void> => {
    while (seed < first + count) {
      seed += 1;
      const report = await liveThrough(seed - 1, terms);
      if (report.violations.length > 0) broken.push(report);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, live));
  return broken;
}

/** The broken ones as sentences, each with the command that shows it again. */
export function toComplaints(broken: readonly LifecycleReport[]): readonly string[] {
  return broken.map(
    ({ seed, world, violations }) =>
      `node packages/registrar/src/testing/lifecycle/replay.ts --seed ${seed} --world "${world}": ${violations.map(({ invariant, what }) => `${invariant}: ${what}`).join("; ")}`,
  );
}
