import { type CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type DeployedStack, findResource } from "../stage/deployed-stack.ts";
import { broken, type Diagnosis, doubtful, fine } from "./finding.ts";

const mostNamesPerCall = 100;
/** What SNS has in place of an ARN until the address agrees. */
const pending = "PendingConfirmation";

/** Whether each alarm of the stack is there, would tell its topic, and is quiet now. */
export async function checkAlarms(
  client: CloudWatchClient,
  stack: DeployedStack,
  stage: string,
): Promise<Diagnosis<undefined>> {
  const names = stack.resources
    .filter(({ type }) => type === "AWS::CloudWatch::Alarm")
    .map(({ physicalId }) => physicalId);
  if (names.length === 0) return broken("the stack has none", `pnpm cdk deploy -c stage=${stage}`);
  const alarms = await describe(client, names);
  const gone = names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name));
  if (gone.length > 0)
    return broken(
      `somebody has deleted ${gone.join(", ")}`,
      `Deploy once without and once with the line of \`new Alarms\` in infra/src/cliq-actions-stack.ts: pnpm cdk deploy -c stage=${stage}`,
    );
  const disarmed = alarms.filter(
    ({ ActionsEnabled, AlarmActions = [] }) => ActionsEnabled !== true || AlarmActions.length === 0,
  );
  if (disarmed.length > 0)
    return broken(
      `without actions: ${list(disarmed)}`,
      `aws cloudwatch enable-alarm-actions --alarm-names ${list(disarmed, " ")}`,
    );
  const sounding = alarms.filter(({ StateValue }) => StateValue === "ALARM");
  if (sounding.length > 0)
    return doubtful(`sounding now: ${list(sounding)}`, "docs/operations.md says what each means.");
  return fine(`all ${names.length} are armed and quiet`);
}

/** Whether somebody hears of the alarms. */
export async function checkAlarmEmail(
  client: SNSClient,
  stack: DeployedStack,
  stage: string,
): Promise<Diagnosis<undefined>> {
  const topic = findResource(stack, "AWS::SNS::Topic", "Alarms");
  if (topic === undefined) return broken("the stack has no topic for alarms", `pnpm cdk deploy -c stage=${stage}`);
  const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic.physicalId }));
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn !== pending);
  if (Subscriptions.length === 0)
    return doubtful("nobody hears of the alarms", `Set ${stage}.alarmEmail in infra/stages.ts and deploy.`);
  if (confirmed.length === 0)
    return doubtful("the address has not agreed yet", "Click the link in AWS's e-mail, also in the spam folder.");
  return fine(confirmed.length === 1 ? "1 subscriber has agreed" : `${confirmed.length} subscribers have agreed`);
}

async function describe(client: CloudWatchClient, names: readonly string[]): Promise<readonly MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for (let from = 0; from < names.length; from += mostNamesPerCall) {
    const AlarmNames = names.slice(from, from + mostNamesPerCall);
    const { MetricAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames, MaxRecords: mostNamesPerCall }),
    );
    alarms.push(...MetricAlarms);
  }
  return alarms;
}

function list(alarms: readonly MetricAlarm[], separator = ", "): string {
  return alarms.map(({ AlarmName }) => AlarmName).join(separator);
}
