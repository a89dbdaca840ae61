import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, DesiredResource, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { freeName, takeName } from "./names.ts";

/** `AWS::CloudWatch::Alarm`: a name only. No metric is collected on a laptop, so it never changes its state. */
export const cloudwatchAlarm: ResourceType = {
  properties: ["AlarmName", "AlarmDescription", "ActionsEnabled", "AlarmActions", "OKActions"],
  ignored: [
    "ComparisonOperator",
    "DatapointsToAlarm",
    "Dimensions",
    "EvaluateLowSampleCountPercentile",
    "EvaluationPeriods",
    "ExtendedStatistic",
    "InsufficientDataActions",
    "MetricName",
    "Metrics",
    "Namespace",
    "Period",
    "Statistic",
    "Tags",
    "Threshold",
    "ThresholdMetricId",
    "TreatMissingData",
    "Unit",
  ],
  attributes: ["Arn"],
  create: (resource, deployment) =>
    describe(deployment, takeName(resource, deployment, toName(resource) ?? physicalName(resource, 255))),
  update: (resource, deployment, { physicalId }) =>
    describe(deployment, takeName(resource, deployment, toName(resource) ?? physicalId, physicalId)),
  delete: (resource, deployment) => freeName(resource, deployment, resource.physicalId),
};

function toName({ properties }: DesiredResource): string | undefined {
  return properties["AlarmName"] as string | undefined;
}

function describe({ account }: Deployment, name: string): ResourceState {
  const arn = `arn:aws:cloudwatch:${account.region}:${account.accountId}:alarm:${name}`;
  return { physicalId: name, attributes: { Arn: arn } };
}
