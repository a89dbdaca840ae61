import { desks, frontDoors, postings, type Scenario, secrets, tables } from "./scenarios.ts";
import { type Outcome, simulate } from "./simulation/simulate.ts";

/** A scenario and what became of its clicks. */
export interface Run {
  readonly scenario: Scenario;
  readonly outcome: Outcome;
}

const run = (scenarios: readonly Scenario[]): Run[] =>
  scenarios.map((scenario) => ({ scenario, outcome: simulate(scenario.path) }));

/** Every scenario once. */
export function simulateAll() {
  return {
    frontDoors: run(frontDoors),
    tables: run(tables),
    secrets: run(secrets),
    desks: run(desks),
    postings: run(postings),
  };
}

/** What {@link simulateAll} found. */
export type Simulated = ReturnType<typeof simulateAll>;
