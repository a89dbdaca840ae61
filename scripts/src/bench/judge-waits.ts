import { waitBudgets } from "./budgets.ts";
import type { Waits } from "./measure-waits.ts";
import { type Estimate, estimate, judge } from "./statistics.ts";

/** What somebody at this repository waits for, and what this run says of its budget, where there is one. */
export interface WaitLine {
  readonly name: string;
  readonly seconds: Estimate;
  readonly owed?: number;
  readonly verdict?: ReturnType<typeof judge>;
}

/** A line for each wait, in the order of the budgets. */
export function toWaitLines(waits: Waits): WaitLine[] {
  return (Object.keys(waitBudgets) as (keyof Waits)[]).map((wait) => {
    const budget: { readonly name: string; readonly owed?: number } = waitBudgets[wait];
    const seconds = estimate(waits[wait]);
    return { ...budget, seconds, ...(budget.owed === undefined ? {} : { verdict: judge(seconds, budget.owed) }) };
  });
}
