import type { CliqModelOptions } from "@cliq-actions/fake-cliq";
import type { FakeCloudFormation } from "./fake-cloudformation.ts";
import type { Wanted } from "./wanted.ts";
import { expectedOf } from "./retentions.ts";
import { credentials, describe, type Described, signingKey } from "./described.ts";
import type { Item } from "./organisation.ts";
import type { Simulation } from "./simulation.ts";
import type { Violation } from "./violation.ts";

/** What holds at any time, in every simulation. */
export function checkAlways(simulation: Simulation): readonly Violation[] {
  const { organisation, cloudFormation, budget } = simulation;
  return [
    ...checkForeign(simulation),
    ...checkAnswers(cloudFormation),
    ...checkBounds(simulation),
    ...checkSecrecy(simulation),
    ...budget.check(organisation.model.calls()),
  ];
}

/** Whether a field is as it is wanted. Where a handler's permissions cannot be taken away again, there may be more of them. */
function holds({ permissionChanges }: CliqModelOptions, field: string, seen = "", wanted = ""): boolean {
  if (field !== "permissions" || permissionChanges !== "add") return seen === wanted;
  return wanted.split(/[;, ]+/).every((part) => seen.split(/[;, ]+/).includes(part) || part === "");
}

/** Cliq holds exactly what was committed, and what was taken over once and let go. */
export function checkConvergence({ organisation, stacks, retentions }: Simulation): readonly Violation[] {
  const found: string[] = [];
  const open = new Map(organisation.ourItems().map((item) => [item.id, describe(item)]));
  const committed = stacks.flatMap((stack) => expectedOf(stack.committed() ?? nothing, stack.stage));
  const left = retentions.left().filter(({ id = "" }) => !organisation.edited.has(id));
  const isTaken = (name: string | undefined, id: string | undefined): boolean =>
    organisation.items().some((item) => item.id !== id && item.name === name);
  for (const { id, described } of [...left, ...committed]) {
    const held = id ?? [...open].find(([, { is, name }]) => is === described.is && name === described.name)?.[0];
    const seen = open.get(held ?? "");
    open.delete(held ?? "");
    const unlike = (other: Described): readonly string[] =>
      Object.keys(other).filter((field) => !holds(organisation.options, field, seen?.[field], other[field]));
    // What was retained, and came and went again with a set that failed, is as that one had it.
    const isOfFailed = (): boolean =>
      left.some((one) => one.id === id) &&
      stacks.some(({ sets, stage }) =>
        sets.some((set) => expectedOf(set, stage).some((one) => unlike(one.described).length === 0)),
      );
    // What is given back has its name only as far as nobody else has it by now.
    const isNameless = left.some((one) => one.id === id) && isTaken(described.name, id);
    const differing = unlike(described).filter((field) => field !== "name" || !isNameless);
    const fields = differing.length > 0 && seen !== undefined && isOfFailed() ? [] : differing;
    if (seen === undefined) found.push(`missing: ${described.name} (${id ?? "any id"})`);
    else if (fields.length > 0)
      found.push(
        `${described.name}: ${fields.map((field) => `${field} ${seen[field]} and not ${described[field]}`).join(", ")}`,
      );
  }
  for (const [id, { name, is }] of open)
    if (!organisation.edited.has(id) || !retentions.stays(id)) found.push(`extra: ${is} ${name}`);
  return found.map((what) => ({ invariant: "convergence", what }));
}

const nothing: Wanted = { actions: [], version: 1 };

/** What people made is as they left it; what only a set that was never committed took over is so again. */
function checkForeign({ organisation: { items, theirs, options }, stacks }: Simulation): readonly Violation[] {
  const held = new Map(items().map((item) => [item.id, item]));
  return [...theirs.values()].flatMap((item): Violation[] => {
    const now = held.get(item.id);
    const isNameTaken = items().some(
      ({ id, name }) => id !== item.id && name.toLowerCase() === item.name.toLowerCase(),
    );
    const hasMore =
      now !== undefined && holds(options, "permissions", describe(now).permissions, describe(item).permissions);
    const view = (one: Item | undefined): unknown => {
      if (one === undefined || !stacks.some(({ named }) => named.has(one.id))) return one;
      // What cannot be given back: an icon, a name that somebody else has by now, permissions that were added.
      const icon = stacks.some(({ iconed }) => iconed.has(one.id)) ? { image: undefined } : {};
      const lost = { ...(isNameTaken ? { name: undefined } : {}), ...(hasMore ? { permissions: undefined } : {}) };
      return [{ ...describe(one), ...icon, ...lost }, one.creator];
    };
    if (JSON.stringify(view(now)) === JSON.stringify(view(item))) return [];
    const what =
      now === undefined ? "deleted" : `changed from ${JSON.stringify(view(item))} to ${JSON.stringify(view(now))}`;
    return [{ invariant: "no foreign mutation", what: `${item.name} (${item.id}) was ${what}` }];
  });
}

const largestAnswerBytes = 4_096;
const mostCallsPerEvent = 150;
const mostCallsPerMinute = 10;

/** Every event has one answer, small and in time; whoever repeats it says the same. */
function checkAnswers({ sent }: FakeCloudFormation): readonly Violation[] {
  return sent.flatMap((event) => {
    const violation = (what: string): Violation => ({
      invariant: "always answered",
      what: `${event.type} ${event.requestId}: ${what}`,
    });
    const found: Violation[] = [];
    const [first, ...more] = event.answers;
    // What CloudFormation has given up on is answered or not; nobody reads it.
    if (first === undefined && !event.abandoned) found.push(violation("no answer"));
    if (first !== undefined && first.at > event.until && !event.abandoned) found.push(violation("answered too late"));
    if (more.some(({ document }) => document !== first?.document))
      found.push(violation(`two answers: ${event.answers.map(({ document }) => document).join(" and ")}`));
    if (event.answers.some(({ document }) => Buffer.byteLength(document) > largestAnswerBytes))
      found.push(violation("too large"));
    return found;
  });
}

/** No run makes calls without end: so many for each event, and a few a minute while it is waited for. */
function checkBounds({ organisation: { model }, cloudFormation: { sent } }: Simulation): readonly Violation[] {
  const openMs = sent.map(({ sentAt, until, answers }) => Math.min(answers[0]?.at ?? until, until) - sentAt);
  const most =
    sent.length * mostCallsPerEvent + mostCallsPerMinute * (openMs.reduce((sum, ms) => sum + ms, 0) / 60_000);
  const calls = model.calls().length;
  return calls > most ? [{ invariant: "bounded work", what: `${calls} calls for ${sent.length} events` }] : [];
}

/** No token, key, credential or pre-signed URL is in a log or in what CloudFormation is told. */
function checkSecrecy({ organisation, cloudFormation, outside }: Simulation): readonly Violation[] {
  const said = [
    ...outside.log,
    ...cloudFormation.sent.flatMap(({ answers }) => answers.map(({ document }) => document)),
  ];
  const kept = [
    ...organisation.issued,
    organisation.model.clientSecret,
    organisation.model.refreshToken,
    Buffer.from(signingKey).toString("base64"),
    ...cloudFormation.sent.map(({ url }) => new URL(url).searchParams.get("X-Amz-Signature") ?? url),
    ...credentials.values(),
  ];
  return said
    .filter((line) => kept.some((secret) => line.includes(secret)))
    .map((line) => ({ invariant: "secrecy" as const, what: line }));
}
