import { clickOf } from "./clicks.ts";
import { type ColdRun, coldRun } from "./cold-run.ts";
import type { Contender } from "./contenders.ts";
import { type CpuShare, openCpuShare } from "./cpu-share.ts";
import { startWarm, type WarmProcess, type WarmRound } from "./warm-process.ts";
import { refusalOf } from "./admit.ts";

/** What is done to each contender. */
export interface Plan {
  readonly coldRounds: number;
  readonly warmRounds: number;
  /** Calls of one warm round, before which as many are not counted in the first. */
  readonly warmCalls: number;
  readonly shareRounds: number;
  readonly sharesMb: readonly number[];
}

/** Everything that was measured of one contender, a value for each round. */
export interface Measured {
  readonly contender: Contender;
  readonly cold: ColdRun[];
  readonly warm: WarmRound[];
  /** Its first clicks in milliseconds, by the megabytes of its function. */
  readonly shares: ReadonlyMap<number, number[]>;
  /** Requests that one click makes. */
  readonly outgoing: number;
}

/** Who took part, and who did not and why. */
export interface Measurement {
  readonly measured: readonly Measured[];
  readonly leftOut: readonly string[];
  /** Why no first click was measured at a part of a processor. */
  readonly withoutShares?: string;
}

/**
 * Lets all contenders pass the gate and then measures them in rounds: each round has one of each, begun by another one
 * every time, so that what disturbs the machine disturbs them all. `countCalls` tells how many requests were made so far.
 */
export async function measure(
  contenders: readonly Contender[],
  plan: Plan,
  countCalls: () => number,
  say: (line: string) => void,
): Promise<Measurement> {
  const leftOut: string[] = [];
  const measured: Measured[] = [];
  const processes = new Map<Measured, WarmProcess>();
  const opened = plan.sharesMb.map((memoryMb) => openCpuShare(memoryMb));
  const shares = opened.filter((share) => share !== undefined);
  try {
    for (const contender of contenders) {
      const clickable = contender.kind !== "function";
      const process = clickable ? await startWarm(contender).catch(toReason) : undefined;
      const before = countCalls();
      const reason = typeof process === "object" ? await refusalOf(contender, process) : process;
      const outgoing = countCalls() - before;
      if (reason !== undefined) {
        leftOut.push(`${contender.name} ${reason}`);
        if (typeof process === "object") process[Symbol.dispose]();
        continue;
      }
      const one = { contender, cold: [], warm: [], shares: new Map(shares.map((s) => [s.memoryMb, []])), outgoing };
      measured.push(one);
      if (typeof process === "object") processes.set(one, process);
    }
    say(`${measured.length} take part, ${leftOut.length} left out`);
    await rounds(plan.coldRounds, measured, async (one) => void one.cold.push(await coldRun(one.contender)));
    say("cold measured");
    await rounds(plan.warmRounds, measured, async (one, round) => repeat(one, processes.get(one), plan, round));
    say("warm measured");
    for (const share of shares) {
      const clicked = measured.filter(({ contender: { kind } }) => ["floor", "ours", "sdk"].includes(kind));
      await rounds(plan.shareRounds, clicked, async (one) => addShare(one, share));
    }
  } finally {
    for (const process of processes.values()) process[Symbol.dispose]();
    for (const share of shares) share.remove();
  }
  const withoutShares = "No cgroup can be made here: first clicks at a part of a processor were not measured.";
  return { measured, leftOut, ...(shares.length < opened.length ? { withoutShares } : {}) };
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function rounds(
  count: number,
  measured: readonly Measured[],
  run: (one: Measured, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    const first = round % measured.length;
    for (const one of [...measured.slice(first), ...measured.slice(0, first)]) await run(one, round);
  }
}

async function repeat(one: Measured, process: WarmProcess | undefined, plan: Plan, round: number): Promise<void> {
  if (process === undefined) return;
  const { scheme, slug, kind } = one.contender;
  // A call that goes out takes a hundred times as long as one that does not.
  const calls = one.outgoing > 0 || kind === "peer" ? Math.ceil(plan.warmCalls / 10) : plan.warmCalls;
  const click = clickOf(scheme, slug);
  if (round === 0) await process.repeat(click, calls);
  one.warm.push(await process.repeat(click, calls));
}

async function addShare(one: Measured, share: CpuShare): Promise<void> {
  const { clickMs } = await coldRun(one.contender, share);
  one.shares.get(share.memoryMb)?.push(clickMs);
}
