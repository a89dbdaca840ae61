import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { workloads } from "./workloads.ts";

const estimate = z.object({ median: z.number() }).transform(({ median }) => median);

/** What of a report of `pnpm bench --json` is used here. */
const report = z.object({
  machine: z.string(),
  rounds: z.object({ cold: z.number(), warm: z.number() }),
  lines: z.array(
    z.object({
      name: z.string(),
      startMs: estimate,
      firstClickMs: estimate.optional(),
      warmCpuMs: estimate.optional(),
      peakMb: estimate.optional(),
      shares: z.record(z.string(), estimate),
    }),
  ),
});

const durations = z.object({
  /** From the start of the process until it asks for work, with a whole processor. */
  startMs: z.number(),
  /** From handing over the first click until its answer, with a whole processor. */
  firstClickMs: z.number(),
  /** The same by the megabytes of the function, where it was measured under the share that Lambda gives it. */
  firstClickAtMs: z.record(z.string(), z.number()),
  /** Of the processor, per later click. */
  warmCpuMs: z.number(),
  /** Most memory that the process held. */
  peakMb: z.number(),
});

const file = z.object({
  takenOn: z.string(),
  machine: z.string(),
  rounds: z.object({ cold: z.number(), warm: z.number() }),
  actions: z.record(z.string(), durations),
});

/** How long one action's function takes, in milliseconds. */
export type Durations = z.infer<typeof durations>;
/** What was measured, where and when. */
export type Measured = z.infer<typeof file>;

/** The one file that holds what was measured. */
const path = join(import.meta.dirname, "measured.json");

/** What was measured last. */
export function readMeasured(): Measured {
  return file.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** What a report of `pnpm bench --json` says of the workloads. Throws a sentence where it is none, or lacks one of them. */
export function parseReport(text: string, takenOn: string): Measured {
  const { machine, rounds, lines } = parseLines(text);
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const actions = Object.fromEntries(
    workloads.map(({ name }) => {
      const line = lines.find((one) => one.name === name);
      const { firstClickMs, warmCpuMs, peakMb } = line ?? {};
      if (line === undefined || firstClickMs === undefined || warmCpuMs === undefined || peakMb === undefined)
        throw new Error(`The report has no "${name}" with its first and later clicks: run pnpm bench without --quick.`);
      const shares = Object.entries(line.shares).map(([megabytes, ms]) => [megabytes, rounded(ms)]);
      return [
        name,
        {
          startMs: rounded(line.startMs),
          firstClickMs: rounded(firstClickMs),
          firstClickAtMs: Object.fromEntries(shares) as Record<string, number>,
          warmCpuMs: rounded(warmCpuMs),
          peakMb: Math.round(peakMb),
        },
      ];
    }),
  );
  return { takenOn, machine, rounds, actions };
}

/** Keeps it instead of what was measured before. */
export function keepMeasured(measured: Measured): void {
  writeFileSync(path, `${JSON.stringify(measured, undefined, 2)}\n`);
}

function parseLines(text: string): z.infer<typeof report> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("The file is no JSON: it is to be the output of pnpm bench --json.");
  }
  const parsed = report.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`The file is no report of pnpm bench --json: ${issue?.path.join(".")}: ${issue?.message}`);
}
