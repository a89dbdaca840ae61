import { logOf } from "@cliq-actions/aws/testing/log-of";
import { outcomeLog } from "@cliq-actions/aws/respond/log-outcome";
import { expect, test } from "vitest";
import { clickLines, metricSeries } from "./log-volume.ts";

interface Line {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
  readonly [field: string]: unknown;
}

/** The lines of clicks that end in each of the outcomes, in each of the actions. */
async function linesOf(actions: number, outcomes: readonly string[]): Promise<Line[]> {
  const { lines } = await logOf(async () => {
    for (let action = 0; action < actions; action += 1) {
      const log = outcomeLog({
        METRIC_NAMESPACE: "desk-actions",
        STAGE: "prod",
        ACTION_SLUG: `summarise-${action}`,
        AWS_LAMBDA_FUNCTION_VERSION: "12",
      });
      for (const outcome of outcomes) {
        const requestId = "7f3a1c2e-1111-4222-8333-444455556666";
        log({ Outcome: outcome, status: 200, reference: "7f3a1c2e", requestId, Latency: 8.123, ColdStarts: 0 });
      }
    }
    return Promise.resolve();
  });
  return lines as Line[];
}

/** Everything that CloudWatch bills as a metric of its own: a name with the values of its dimensions. */
function seriesOf(lines: readonly Line[]): Set<string> {
  return new Set(
    lines.flatMap((line) =>
      line._aws.CloudWatchMetrics.flatMap(({ Dimensions, Metrics }) =>
        Dimensions.flatMap((names) =>
          Metrics.map(({ Name }) => JSON.stringify([Name, names.map((name) => [name, line[name]])])),
        ),
      ),
    ),
  );
}

test("the series of metrics are those that the lines of clicks make", async () => {
  for (const [actions, outcomes] of [
    [1, 1],
    [4, 3],
    [7, 2],
  ] as const) {
    const names = Array.from({ length: outcomes }, (_, index) => `outcome_${index}`);
    expect(seriesOf(await linesOf(actions, names)).size).toBe(metricSeries(outcomes));
  }
});

test("a click's own line is about as long as is reckoned with", async () => {
  const [line] = await linesOf(1, ["replied"]);
  const bytes = Buffer.byteLength(`${JSON.stringify(line)}\n`);
  expect(Math.abs(bytes / clickLines.function - 1), `${bytes} bytes`).toBeLessThan(0.1);
});
