import type { Operation } from "@cliq-actions/cliq/rest/operations";
import type { DesiredItem } from "./desired-item.ts";
import type { Changes } from "./plan-changes.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Registry } from "./registry.ts";

/** What CloudFormation waits at most, and what of it the first list, the reading back and the answer take. */
const longestWaitMs = 3_600_000;
const aroundMs = 120_000;

/** The calls that each change costs when nothing goes wrong, in the order in which they are made. */
export function callsOf<D extends DesiredItem>(
  { calls }: Registry<D>,
  changes: Changes<D>,
): readonly (readonly Operation[])[] {
  return [
    ...changes.asides.map(() => [calls.rename]),
    ...[...changes.adoptions, ...changes.updates].map(({ desired }) => calls.update(desired)),
    ...changes.creates.map(({ desired }) => calls.create(desired)),
    ...changes.deletes.map(() => [calls.delete]),
  ];
}

/** Throws {@link RegistrationFailed}, before the first write, when the limits of Cliq do not let the changes fit in the time left. */
export async function refuseWhatDoesNotFit(
  run: Reconciliation,
  steps: readonly (readonly Operation[])[],
): Promise<void> {
  const { budget, clock, time } = run.ports;
  const doneAfter = await budget.forecast(steps.flat());
  const needed = doneAfter.at(-1) ?? 0;
  const left = time.deadline - clock.now();
  if (needed <= left) return;
  let calls = 0;
  const fitting = steps.filter((step) => (doneAfter[(calls += step.length) - 1] ?? 0) <= left).length;
  const remedies = [
    fitting > 0
      ? `Deploy at most ${fitting} of them at once, the others after that.`
      : `Deploy again in ${inMinutes(doneAfter[0] ?? 0)}.`,
    ...(needed + aroundMs <= longestWaitMs
      ? [`Or give the resource a ServiceTimeout of ${Math.ceil((needed + aroundMs) / 1_000)} seconds.`]
      : []),
  ];
  throw new RegistrationFailed(
    `Within Cliq's limits ${steps.length} changes take ${inMinutes(needed)}, and CloudFormation waits ${inMinutes(left)} more. ` +
      `Nothing was changed. ${remedies.join(" ")}`,
  );
}

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
