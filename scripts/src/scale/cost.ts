import { millionJobsUsd } from "./background-cost.ts";
import { clickLogBytes } from "./log-volume.ts";
import type { Durations } from "./measured.ts";
import { prices } from "./prices.ts";
import { coldShare, replyBytes, type Workload } from "./workloads.ts";

/** With this much memory a function has one processor: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const wholeCpuMb = 1_769;

/** Sizes that are compared. */
export const sizesMb = [128, 256, 512, 1_024, wholeCpuMb] as const;

/** Part of a processor that JavaScript can use: one thread never uses more than one. */
function shareOf(memoryMb: number): number {
  return Math.min(1, memoryMb / wholeCpuMb);
}

/** What Lambda bills for one click, in milliseconds: work at the processor's share, and waiting. */
export function billedMs(
  { startMs, firstClickMs, warmCpuMs }: Durations,
  { waitMs }: Pick<Workload, "waitMs">,
  memoryMb: number,
): { readonly warm: number; readonly cold: number } {
  const share = shareOf(memoryMb);
  return {
    warm: Math.ceil(warmCpuMs / share + waitMs),
    // Initialisation has a whole processor whatever the size, and is billed since August 2025.
    cold: Math.ceil(startMs + firstClickMs / share + waitMs),
  };
}

/** Dollars for a million clicks' time in the function. */
export function computeUsd(billed: { readonly warm: number; readonly cold: number }, memoryMb: number): number {
  const meanMs = (1 - coldShare) * billed.warm + coldShare * billed.cold;
  return 1_000 * meanMs * (memoryMb / 1_024) * prices.lambdaGbSecond.usd;
}

/** Dollars for a million clicks, by service; what is done after a click is added to it. */
export function millionUsd(durations: Durations, workload: Workload, memoryMb: number): Record<string, number> {
  const { services, background } = workload;
  const timeUsd = (waits: Pick<Workload, "waitMs">): number =>
    computeUsd(billedMs(durations, waits, memoryMb), memoryMb);
  const click = {
    "API Gateway": prices.apiMillion.usd,
    "Lambda, requests": prices.lambdaMillion.usd,
    "Lambda, time": timeUsd(workload),
    "CloudWatch Logs": (clickLogBytes / 1_000) * prices.logsGb.usd,
    "Data out": (replyBytes / 1_000) * prices.transferGb.usd,
    ...services,
  };
  if (background === undefined) return click;
  const sum: Record<string, number> = { ...click };
  for (const [service, usd] of Object.entries({ "Lambda, time": timeUsd(background), ...millionJobsUsd() }))
    sum[service] = (sum[service] ?? 0) + usd;
  return sum;
}

/** People take for at once what is that much slower: Nielsen, Usability Engineering (1993), 5.5. */
const unnoticedMs = 100;

/**
 * The cheapest size whose first click people do not notice to be slower than with a whole processor, and which has twice the
 * memory that was needed, for larger messages.
 */
export function bestSize(durations: Durations, workload: Workload): number {
  const fastest = billedMs(durations, workload, wholeCpuMb).cold;
  const fit = sizesMb.filter(
    (memoryMb) =>
      memoryMb >= 2 * durations.peakMb && billedMs(durations, workload, memoryMb).cold <= fastest + unnoticedMs,
  );
  const usd = (memoryMb: number): number => computeUsd(billedMs(durations, workload, memoryMb), memoryMb);
  return fit.reduce((best, one) => (usd(one) < usd(best) ? one : best), wholeCpuMb);
}
