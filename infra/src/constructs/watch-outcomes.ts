import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Stage } from "../stages/define-stages.ts";
import { type Alarms, sumOf } from "./alarms.ts";

/** Outcomes of a request that ask nothing of an operator, each by itself. All others do, known or not. */
export const fineOutcomes = [
  "replied",
  "user_error",
  "not_allowed",
  "paused",
  "unauthenticated",
  "stale_invocation",
  "payload_too_large",
  "unsupported_media_type",
] as const;

/** Outcomes of a request that say by themselves what to do. */
export const tellingOutcomes = {
  misconfigured: "A webhook refused everything because something it needs is missing.",
  malformed_invocation: "An event was not what Cliq is known to send: Cliq has changed.",
  forbidden_organization: "An event of another organisation came with a valid credential: the URL has leaked.",
  upstream_failed: "A system behind an action is not answering.",
  invalid_reply: "An action made a reply that Cliq would not show; the log line says what is wrong with it.",
  bug: "An action failed in a way nobody foresaw; the log line has its stack.",
} as const;

/** So many refused requests in five minutes are no stray scanner but somebody who is trying credentials. */
const refusalsInFiveMinutes = 100;
const fiveMinutes = Duration.minutes(5);
/** Longer than the schedule's interval, so that an alarm about the keeper stays on between two of its runs. */
const keeperPeriod = Duration.minutes(30);

/** Watches how the webhooks' requests end, as their log lines count them. */
export function watchOutcomes(alarms: Alarms, stage: Stage): void {
  const ended = (outcome: string): Metric => countOf(stage, "Invocations", fiveMinutes, { Outcome: outcome });
  for (const [outcome, description] of Object.entries(tellingOutcomes)) {
    alarms.watch(outcome, { metric: ended(outcome), description });
  }
  const fine = fineOutcomes.map((outcome): [string, IMetric] => [outcome, ended(outcome)]);
  alarms.watch("unexpected_outcome", {
    metric: new MathExpression({
      expression: ["FILL(total, 0)", ...fine.map(([id]) => `FILL(${id}, 0)`)].join(" - "),
      usingMetrics: { total: countOf(stage, "Invocations", fiveMinutes), ...Object.fromEntries(fine) },
      period: fiveMinutes,
    }),
    description: "A request ended in a way that is not known to be fine.",
  });
  alarms.watch("refused", {
    metric: sumOf({ unauthenticated: ended("unauthenticated"), stale: ended("stale_invocation") }, fiveMinutes),
    threshold: refusalsInFiveMinutes,
    description: "Many requests without a valid credential, or too old or too new.",
  });
  alarms.watch("cliq_changed", {
    metric: countOf(stage, "OddFields", fiveMinutes),
    description: "Events had fields of a type that Cliq is not known to send; clicks were served without them.",
  });
}

/** Watches the token keeper: revoked access, refused parameters, and any other failure. */
export function watchKeeper(alarms: Alarms, stage: Stage, keeper: IFunction): void {
  const ended = (outcome: string): Metric => countOf(stage, "KeeperFailures", keeperPeriod, { Outcome: outcome });
  alarms.watch("token_refused", {
    metric: ended("token_refused"),
    description: `Zoho refused to renew the access: run \`pnpm cliq authorize --stage ${stage.name} --rotate\`.`,
  });
  alarms.watch("access_denied", {
    metric: ended("access_denied"),
    description: "The token keeper was refused a parameter or its key.",
  });
  alarms.watchFunction("keeper_errors", {
    handler: keeper,
    period: keeperPeriod,
    description: "The token keeper failed; the access lapses within the hour unless it succeeds again.",
  });
}

function countOf(
  { product, name }: Stage,
  metricName: string,
  period: Duration,
  more: { Outcome?: string } = {},
): Metric {
  return new Metric({
    namespace: product,
    metricName,
    dimensionsMap: { Stage: name, ...more },
    statistic: "Sum",
    period,
  });
}
