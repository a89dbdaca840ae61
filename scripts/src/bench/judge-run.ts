import { timedBudgets } from "./budgets.ts";
import { floorThatLogs, oneCard, row, rowWithSdk } from "./contenders.ts";
import type { Measured } from "./measure.ts";
import { type Estimate, estimate, estimateRatio, judge } from "./statistics.ts";

/** One line of the table. */
export interface Line {
  readonly name: string;
  readonly kind: string;
  /** Import and first click of a fresh process. */
  readonly readyMs: Estimate;
  readonly readyToFloor?: Estimate;
  readonly readyCpuMs: Estimate;
  /** From the start of the process until it asks for work. */
  readonly startMs: Estimate;
  readonly firstClickMs?: Estimate;
  readonly warmP50Ms?: Estimate;
  readonly warmToFloor?: Estimate;
  readonly warmP99Ms?: Estimate;
  /** Of the processor, per call. */
  readonly warmCpuMs?: Estimate;
  readonly peakMb?: Estimate;
  /** First clicks in milliseconds by the megabytes of the function. */
  readonly shares: Readonly<Record<string, Estimate>>;
  readonly outgoing: number;
}

/** A budget and what this run says of it. */
export interface Verdict {
  readonly budget: string;
  readonly who: string;
  readonly ratio: Estimate;
  readonly owed: number;
  readonly verdict: ReturnType<typeof judge>;
}

/** What a run's values come to, in the order in which they took part. */
export function toLines(measured: readonly Measured[]): Line[] {
  const floor = measured.find(({ contender }) => contender.name === floorThatLogs);
  return measured.map((one) => {
    const ready = readyOf(one);
    const { contender, cold, warm, shares, outgoing } = one;
    return {
      name: contender.name,
      kind: contender.kind,
      readyMs: estimate(ready),
      readyCpuMs: estimate(cold.map(({ importCpuMs, clickCpuMs }) => importCpuMs + clickCpuMs)),
      startMs: estimate(cold.map(({ startMs }) => startMs)),
      ...(floor === undefined ? {} : { readyToFloor: estimateRatio(ready, readyOf(floor)) }),
      ...(contender.kind === "function" ? {} : { firstClickMs: estimate(cold.map(({ clickMs }) => clickMs)) }),
      ...(warm.length === 0
        ? {}
        : {
            warmP50Ms: estimate(p50(one)),
            warmP99Ms: estimate(warm.map(({ p99Ms }) => p99Ms)),
            warmCpuMs: estimate(warm.map(({ cpuMs }) => cpuMs)),
            peakMb: estimate(warm.map(({ peakMb }) => peakMb)),
          }),
      ...(warm.length === 0 || floor === undefined ? {} : { warmToFloor: estimateRatio(p50(one), p50(floor)) }),
      shares: Object.fromEntries(
        [...shares].filter(([, values]) => values.length > 0).map(([memoryMb, values]) => [memoryMb, estimate(values)]),
      ),
      outgoing,
    };
  });
}

/** Every budget with the contenders it is about: those that take no part owe nothing. */
export function toVerdicts(measured: readonly Measured[]): Verdict[] {
  const named = (name: string): Measured | undefined => measured.find(({ contender }) => contender.name === name);
  const floor = named(floorThatLogs);
  if (floor === undefined) return [];
  const verdicts: Verdict[] = [];
  const add = (budget: keyof typeof timedBudgets, one: Measured | undefined, values: Series, base = floor): void => {
    const [own, other] = [one === undefined ? [] : values(one), values(base)];
    if (one === undefined || own.length === 0 || other.length === 0) return;
    const { name, owed } = timedBudgets[budget];
    const ratio = estimateRatio(own, other);
    verdicts.push({ budget: name, who: one.contender.name, ratio, owed, verdict: judge(ratio, owed) });
  };
  add("oneCardReady", named(oneCard), readyOf);
  add("oneCardWarm", named(oneCard), p50);
  for (const one of measured.filter(({ contender, outgoing }) => contender.kind === "ours" && outgoing === 1)) {
    add("oneCallReady", one, readyOf);
    add("oneCallFirstClick", one, ({ shares }) => shares.get(512) ?? []);
  }
  const sdk = named(rowWithSdk);
  if (sdk !== undefined) add("oneCallWarmToSdk", named(row), p50, sdk);
  return verdicts;
}

type Series = (one: Measured) => number[];

const readyOf: Series = ({ cold }) => cold.map(({ importMs, clickMs }) => importMs + clickMs);
const p50: Series = ({ warm }) => warm.map(({ p50Ms }) => p50Ms);
