import { parsePolicy } from "./parse-policy.ts";
import type { Statement } from "./statement.ts";

// Writing logs needs no permission here, so the policies that only grant it, tracing included, are empty.
const actions: Record<string, string[]> = {
  AWSLambdaBasicExecutionRole: [],
  AWSLambdaSQSQueueExecutionRole: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  AWSXRayDaemonWriteAccess: [],
  AWSXrayWriteOnlyAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  AdministratorAccess: ["*"],
  AWSCloudFormationReadOnlyAccess: "Describe* BatchDescribe* EstimateTemplateCost Get* List* ValidateTemplate Detect*"
    .split(" ")
    .map((name) => `cloudformation:${name}`),
  // Of its statements those on services that run here.
  ReadOnlyAccess: [
    ..."BatchDescribeTypeConfigurations Describe* Detect* Estimate* Get* List* ValidateTemplate"
      .split(" ")
      .map((name) => `cloudformation:${name}`),
    ..."cloudwatch:Describe* cloudwatch:Get* cloudwatch:List* dynamodb:BatchGet* dynamodb:Describe* dynamodb:Get*".split(
      " ",
    ),
    ..."dynamodb:List* dynamodb:Query dynamodb:Scan iam:Get* iam:List* iam:Simulate* lambda:Get* lambda:List*".split(
      " ",
    ),
    ..."logs:Describe* logs:FilterLogEvents logs:Get* s3:Get* s3:List* sns:Get* sns:List* sqs:Get* sqs:List* sqs:Receive* ssm:Describe*".split(
      " ",
    ),
    ..."ssm:Get* ssm:List* sts:GetCallerIdentity".split(" "),
  ],
};

/** The statements of a policy that AWS manages, by its ARN; undefined for one that is not known here. */
export function managedPolicy(arn: string): Statement[] | undefined {
  const name = arn.split("/").at(-1)!;
  if (!arn.startsWith("arn:aws:iam::aws:policy/") || !Object.hasOwn(actions, name)) return undefined;
  return parsePolicy({ Statement: { Effect: "Allow", Action: actions[name], Resource: "*" } }, `The policy ${arn}`);
}
