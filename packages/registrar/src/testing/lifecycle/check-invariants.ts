import type { FakeCloudFormation, Wanted } from "./fake-cloudformation.ts";
import { credentials, describe, describeWanted, type Organisation } from "./organisation.ts";
import { secrets } from "./registrar-under-test.ts";
import type { Simulation } from "./simulation.ts";
import type { Violation } from "./violation.ts";

/** What holds at any time, in every simulation. */
export function checkAlways(simulation: Simulation): readonly Violation[] {
  const { organisation, cloudFormation, budget } = simulation;
  return [
    ...checkForeign(organisation),
    ...checkAnswers(cloudFormation),
    ...checkBounds(organisation, cloudFormation.sent.length),
    ...checkSecrecy(simulation),
    ...budget.check(organisation.model.calls()),
  ];
}

/** Cliq holds exactly what was committed. */
export function checkConvergence(organisation: Organisation, committed: Wanted | undefined): readonly Violation[] {
  const held = organisation.ours().map(describe).toSorted();
  const wanted = committed === undefined ? [] : describeWanted(committed).toSorted();
  const extra = held.filter((line) => !wanted.includes(line));
  const missing = wanted.filter((line) => !held.includes(line));
  if (extra.length === 0 && missing.length === 0 && held.length === wanted.length) return [];
  const what = `extra: [${extra.join(" ; ")}] missing: [${missing.join(" ; ")}]${held.length === wanted.length ? "" : ` held ${held.length} of ${wanted.length}`}`;
  return [{ invariant: "convergence", what }];
}

/** What people made is as they left it. */
function checkForeign({ model, theirs }: Organisation): readonly Violation[] {
  const held = new Map(model.actions().map((action) => [action.id, action]));
  return [...theirs.values()]
    .filter((action) => JSON.stringify(held.get(action.id)) !== JSON.stringify(action))
    .map(({ id, name }) => ({
      invariant: "no foreign mutation" as const,
      what: `${name} (${id}) was ${held.has(id) ? "changed" : "deleted"}`,
    }));
}

const largestAnswerBytes = 4_096;
const mostCallsPerEvent = 150;

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

/** No run makes calls without end. */
function checkBounds({ model }: Organisation, events: number): readonly Violation[] {
  const calls = model.calls().length;
  return calls > mostCallsPerEvent * Math.max(1, events)
    ? [{ invariant: "bounded work", what: `${calls} calls for ${events} events` }]
    : [];
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
    Buffer.from(secrets.signingKey).toString("base64"),
    ...cloudFormation.sent.map(({ url }) => new URL(url).searchParams.get("X-Amz-Signature") ?? url),
    ...credentials.values(),
  ];
  return said
    .filter((line) => kept.some((secret) => line.includes(secret)))
    .map((line) => ({ invariant: "secrecy" as const, what: line }));
}
