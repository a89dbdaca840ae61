import type { Account } from "../account.ts";
import { matchesPattern } from "../iam/matches-pattern.ts";
import { physicalName } from "../stack/physical-name.ts";
import type { Deployment, DesiredResource, ResourceState, ResourceType } from "../stack/resource-type.ts";
import { freeName, takeName } from "./names.ts";
import { parseRate } from "./parse-rate.ts";

interface RuleProperties {
  Name?: string;
  ScheduleExpression?: string;
  State?: string;
  Targets?: Target[];
}
interface Target {
  Arn: string;
  Input?: string;
}
const principal = "events.amazonaws.com";
/** The longest period a timer takes, 24 days; a longer schedule would not come round on a laptop. */
const maxTimerMs = 2_147_483_647;

/** `AWS::Events::Rule` with a `rate(…)` schedule: invokes its functions for the first time after one period. */
export const eventsRule: ResourceType = {
  properties: ["Name", "ScheduleExpression", "State", "Targets"],
  ignored: ["Description"],
  attributes: ["Arn"],
  create: (resource, deployment) =>
    put(resource, deployment, takeName(resource, deployment, toName(resource) ?? physicalName(resource, 64))),
  update: (resource, deployment, { physicalId }) =>
    put(resource, deployment, takeName(resource, deployment, toName(resource) ?? physicalId, physicalId)),
  delete(resource, deployment) {
    const { schedules } = deployment.account;
    clearInterval(schedules.get(resource.physicalId));
    schedules.delete(resource.physicalId);
    freeName(resource, deployment, resource.physicalId);
  },
};

const toName = ({ properties }: DesiredResource): string | undefined => (properties as RuleProperties).Name;

function put({ logicalId, properties }: DesiredResource, { account }: Deployment, name: string): ResourceState {
  const { ScheduleExpression = "none at all", State = "ENABLED", Targets = [] } = properties as RuleProperties;
  const periodMs = parseRate(ScheduleExpression);
  if (periodMs === undefined) {
    throw new Error(
      `The rule ${logicalId} has no schedule like rate(5 minutes), but ${ScheduleExpression}; local AWS keeps no other.`,
    );
  }
  for (const { Arn } of Targets) {
    if (!account.functions.find(Arn))
      throw new Error(`The target ${Arn} of the rule ${logicalId} is no function here.`);
  }
  const arn = `arn:aws:events:${account.region}:${account.accountId}:rule/${name}`;
  clearInterval(account.schedules.get(name));
  if (State === "ENABLED" && periodMs <= maxTimerMs) {
    const fire = (): void => Targets.forEach((target) => invokeTarget(account, arn, target));
    account.schedules.set(name, setInterval(fire, periodMs).unref());
  }
  return { physicalId: name, attributes: { Arn: arn } };
}

function invokeTarget(account: Account, ruleArn: string, { Arn, Input }: Target): void {
  const found = account.functions.find(Arn);
  const isPermitted = [...(found?.lambdaFunction.permissions.values() ?? [])].some(
    (permission) => permission.principal === principal && matchesPattern(permission.sourceArn ?? "*", ruleArn),
  );
  if (!found || !isPermitted) {
    account.emit({ type: "denied", principal, action: "lambda:InvokeFunction", resource: Arn });
    return;
  }
  void account.functions.invokeEvent(found, Input ?? toEvent(account, ruleArn));
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
function toEvent({ accountId, region }: Account, ruleArn: string): string {
  const common = { version: "0", source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
  return JSON.stringify({
    ...common,
    account: accountId,
    region,
    time: new Date().toISOString(),
    resources: [ruleArn],
  });
}
