import { authorizeAnew, deployStage, tryAgain } from "@cliq-actions/cliq/remedies";
import type { Operation } from "@cliq-actions/cliq/rest/operations";
import { describeHolder, othersOriginOf } from "./observed-item.ts";
import { isRetained } from "./ledger.ts";
import type { Change, Changes } from "./plan-changes.ts";
import { RegistrationFailed } from "./registration-failed.ts";
import type { Run } from "./run.ts";
import type { ItemApi, Section } from "./section.ts";
import { maySayAbsent } from "./settle-section.ts";

/** Throws {@link RegistrationFailed} where changes cannot be made, or could not be undone. */
export async function refuseChanges(section: Section, changes: Changes): Promise<void> {
  await refuseConflicts(section, changes);
  await refuseLossOfSight(section, changes);
}

/**
 * Throws {@link RegistrationFailed} while a name is somebody else's or an adoption cannot be. The list may lag behind
 * deletes and renames, so each holder of a name is looked up by id before it counts.
 */
async function refuseConflicts(section: Section, { conflicts: listed, problems }: Changes): Promise<void> {
  const { api } = section;
  const { noun } = api;
  const [problem] = problems;
  if (problem !== undefined) throw new RegistrationFailed(problem);
  const conflicts: Changes["conflicts"][number][] = [];
  for (const conflict of listed) {
    const read = await api.get(conflict.holder.id);
    const isGone = read.ok ? read.value.name !== conflict.holder.name : maySayAbsent(read.error);
    if (!isGone) conflicts.push(conflict);
  }
  const [first] = conflicts;
  if (first === undefined) return;
  const own = Object.entries(section.entries).find(([, { id }]) => id === first.holder.id)?.[0];
  if (own !== undefined)
    throw new RegistrationFailed(
      `"${first.desired.name}", which ${first.desired.slug} is to get, is the name of our own ${own} (id ${first.holder.id}), ` +
        `which stays in Cliq when it leaves: give ${first.desired.slug} another name, or deploy once with ` +
        `removalPolicy: "delete" for ${own} before you take it out: ${deployStage}`,
    );
  const others = othersOriginOf(first.holder, section.run.origins);
  const released = Object.entries(section.run.state.released ?? {}).find(([, { id }]) => id === first.holder.id)?.[0];
  if (released !== undefined && others === undefined)
    throw new RegistrationFailed(
      `"${first.desired.name}", which ${first.desired.slug} is to get, is the name of our own ` +
        `${released.slice(section.name.length + 1)} (id ${first.holder.id}), which was retained in Cliq when it left: give ` +
        `${first.desired.slug} another name, or ${(first.holder.kind ?? first.desired.kind) === first.desired.kind ? `take it over: declare adopt: "${first.holder.id}", then ${deployStage}` : `delete that one in Cliq, then ${tryAgain}.`}`,
    );
  const whose =
    section.run.state.lost === true
      ? "and the ledger, which would tell whether it is ours, was lost"
      : "that is not ours";
  const more = conflicts.length > 1 ? ` So it is with ${conflicts.length - 1} more.` : "";
  const takeOver =
    others === undefined
      ? `Or take it over: declare adopt: "${first.holder.id}", then ${deployStage}.`
      : `It has a URL of another stage or product (${others}), whose it is as long as that is deployed.`;
  throw new RegistrationFailed(
    `Cliq already has a ${noun} named "${first.desired.name}" ${whose} (${first.desired.slug} was to get that name). ` +
      `${describeHolder(first.holder)} Rename one of the two, or delete the other one in Cliq, then ${tryAgain}. ` +
      `${takeOver}${more}`,
  );
}

/**
 * The maker of an item that a change might take out of our own sight: one that somebody else made is, once it is personal,
 * theirs alone, and once it is other teams', theirs; it could neither be changed again nor given back.
 */
async function findLossOfSight({ run }: Section, { item, desired }: Change): Promise<string | undefined> {
  const { scope, team_ids: teams = [] } = desired.fields as { scope?: string; team_ids?: readonly string[] };
  const held = item.shown.scope === scope ? ((item.shown.team_ids ?? []) as readonly string[]) : undefined;
  const maker = item.creator?.id;
  if (scope === undefined || scope === "organization" || held?.every((team) => teams.includes(team))) return undefined;
  return maker === undefined || (await run.isAccessOf(maker)) ? undefined : maker;
}

/**
 * Ids of what would be lost from sight by becoming what it need not become, as another one can take its place: by moving
 * to another slug, or by the way back, which nothing may refuse.
 */
export async function findUnfit(section: Section, { updates, transfers }: Changes): Promise<ReadonlySet<string>> {
  const unfit = new Set<string>();
  for (const change of updates) {
    const { slug } = change.desired;
    const moved = transfers.find(({ to }) => to === slug);
    const entry = section.entries[moved?.from ?? slug];
    // What is adopted or to be retained is not given up for another one.
    if (entry === undefined || entry.adopted === true || isRetained(entry)) continue;
    if (moved === undefined && !section.run.isReturn) continue;
    if ((await findLossOfSight(section, change)) !== undefined) unfit.add(change.item.id);
  }
  return unfit;
}

/** Throws {@link RegistrationFailed} where a change might take an item out of our own sight. */
async function refuseLossOfSight(section: Section, { adoptions, updates }: Changes): Promise<void> {
  // Who sees it was so before, and the access has seen it then.
  if (section.run.isReturn) return;
  for (const change of [...adoptions, ...updates]) {
    const maker = await findLossOfSight(section, change);
    const { item, desired } = change;
    if (maker !== undefined)
      throw new RegistrationFailed(
        `${desired.slug} cannot give "${item.name}" (id ${item.id}) the scope "${(desired.fields as { scope?: string }).scope}": the user ${maker} made that ` +
          `${section.api.noun}, and the access that is stored might not see it any more. Declare the scope "organization", or, as ` +
          `that user, run ${authorizeAnew}.`,
      );
  }
}

/** What CloudFormation waits at most, and what of it the first list, the reading back and the answer take. */
const longestWaitMs = 3_600_000;
const aroundMs = 120_000;

/** The calls that each change costs when nothing goes wrong, in the order in which they are made. */
export function callsOf({ calls }: ItemApi, changes: Changes): readonly (readonly Operation[])[] {
  return [
    ...changes.asides.map(() => [calls.rename]),
    ...[...changes.adoptions, ...changes.updates].map(({ desired }) => calls.update(desired)),
    ...changes.creates.map(({ desired }) => calls.create(desired)),
    ...changes.deletes.map(() => [calls.delete]),
  ];
}

/** Throws {@link RegistrationFailed}, before the first write, when the limits of Cliq do not let the changes fit in the time left. */
export async function refuseWhatDoesNotFit(run: Run, steps: readonly (readonly Operation[])[]): Promise<void> {
  const { clock, time } = run;
  const doneAfter = await run.cliq.budget.forecast(steps.flat());
  const needed = doneAfter.at(-1) ?? 0;
  const left = time.deadline - clock.now();
  if (needed <= left) return;
  let calls = 0;
  const fitting = steps.filter((step) => (doneAfter[(calls += step.length) - 1] ?? 0) <= left).length;
  // A deployment can be made smaller, and be given more time; to heal is to wait.
  const isEvent = run.asked !== undefined;
  const remedies = [
    isEvent && fitting > 0
      ? `Deploy at most ${fitting} of them at once, the others after that.`
      : `Wait ${inMinutes(doneAfter[0] ?? 0)}, then ${tryAgain}.`,
    ...(isEvent && needed + aroundMs <= longestWaitMs
      ? [`Or give the resource a ServiceTimeout of ${Math.ceil((needed + aroundMs) / 1_000)} seconds.`]
      : []),
  ];
  throw new RegistrationFailed(
    `Within Cliq's limits ${steps.length} changes take ${inMinutes(needed)}, and there is time for ${inMinutes(left)} more. ` +
      `Nothing more was changed. ${remedies.join(" ")}`,
  );
}

function inMinutes(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
