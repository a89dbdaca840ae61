import { webhookDefaults } from "@cliq-actions/infra/webhook-defaults";
import type { Measured } from "./measured.ts";
import { type BilledStage, monthUsd } from "./stage-cost.ts";
import { type Workload, workloads } from "./workloads.ts";

/** What a stage costs in a month with so many clicks, in US dollars. */
export interface StageMonth {
  readonly stage: string;
  readonly clicks: number;
  readonly usd: Readonly<Record<string, number>>;
}

/** The months that the page shows: of a stage with one action that calls nobody, and of one with all samples. */
export function stageMonths({ actions }: Measured): readonly StageMonth[] {
  const [alone, ...samples] = workloads;
  const toActions = (chosen: readonly (Workload | undefined)[]): BilledStage["actions"] =>
    chosen.flatMap((workload) => {
      const durations = workload && actions[workload.name];
      return workload === undefined || durations === undefined ? [] : [{ workload, durations }];
    });
  const stages: Readonly<Record<string, BilledStage>> = {
    "1 action": { actions: toActions([alone]), tables: 0 },
    [`${samples.length} samples`]: { actions: toActions(samples), tables: 1 },
  };
  return Object.entries(stages).flatMap(([stage, billed]) =>
    [0, 1_000, 100_000].map((clicks) => ({ stage, clicks, usd: monthUsd(billed, clicks, webhookDefaults.memoryMb) })),
  );
}
