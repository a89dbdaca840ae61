import { findInName, nestsParameter } from "../parameter-name.ts";

/** What a value may be; `says` completes "… has to be". */
export interface Rule {
  says: string;
  allows: (value: unknown) => boolean;
  /** Whether AWS takes more: it is local AWS that does not. */
  isLocal?: true;
}

const oneOf = (...values: (string | number)[]): Rule => ({
  says: `one of ${values.join(", ")}`,
  allows: (value) => values.some((one) => String(one) === String(value)),
});
const here = (value: string): Rule => ({ ...oneOf(value), says: value, isLocal: true });
const integer = (from: number, to: number): Rule => ({
  says: `a whole number from ${from} to ${to}`,
  allows: (value) => /^-?\d+$/.test(String(value)) && Number(value) >= from && Number(value) <= to,
});
const matching = (pattern: RegExp, maxChars = Infinity): Rule => ({
  says: `text like ${pattern.source}${maxChars === Infinity ? "" : `, of at most ${maxChars} characters`}`,
  allows: (value) => typeof value === "string" && pattern.test(value) && value.length <= maxChars,
});
const list = (from: number, to: number): Rule => ({
  says: `a list of ${from} to ${to}`,
  allows: (value) => Array.isArray(value) && value.length >= from && value.length <= to,
});
const json: Rule = {
  says: "JSON",
  allows: (value) => {
    if (typeof value === "object") return true;
    try {
      JSON.parse(value as string);
      return true;
    } catch {
      return false;
    }
  },
};

const arn = matching(/^arn:aws[\w-]*:/);
const alarmAction = matching(
  /^arn:aws[\w-]*:(?:sns|autoscaling|automate|swf|ssm|ssm-incidents|ssm-contacts|lambda|aiops):/,
);
const nonKeyAttributes = list(1, 20);
// AWS sets these itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const reserved =
  "_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_(?:FUNCTION_\\w+|INITIALIZATION_TYPE|LOG_(?:GROUP|STREAM)_NAME|RUNTIME_API|METADATA_\\w+|MAX_CONCURRENCY)|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(?:TASK_ROOT|RUNTIME_DIR)";
// minute, hour, day of the month, month, day of the week, year; one of the two days is left open.
const schedule =
  /^(?:rate\((?:1 (?:minute|hour|day)|(?!0+ |1 )\d+ (?:minutes|hours|days))\)|cron\((?:[0-5]?\d|[^\d\s?]\S*|\d+[-,/]\S+) (?:[01]?\d|2[0-3]|[^\d\s?]\S*|\d+[-,/]\S+) (?:\? \S+ [^\s?]\S*|[^\s?]\S* \S+ \?) \S+\))$/;

/** Of each resource type what its schema does not hold of its values, by path: `[]` is each item of a list, `{}` each name of an object. `!` before a path: it has to be there. */
export const valueRules: Record<string, Record<string, Rule | undefined>> = {
  "AWS::ApiGatewayV2::Api": {
    "!ProtocolType": here("HTTP"),
    "!Name": matching(/^[^]+$/, 128),
    Version: matching(/^[^]+$/, 64),
    Description: matching(/^[^]*$/, 1_024),
    IpAddressType: oneOf("ipv4", "dualstack"),
  },
  "AWS::ApiGatewayV2::Integration": {
    "!IntegrationType": here("AWS_PROXY"),
    "!IntegrationUri": undefined,
    IntegrationMethod: oneOf("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"),
    Description: matching(/^[^]*$/, 1_024),
    "!PayloadFormatVersion": here("2.0"),
    TimeoutInMillis: integer(50, 30_000),
    ConnectionType: here("INTERNET"),
  },
  "AWS::ApiGatewayV2::Route": {
    RouteKey: {
      says: "$default, or a method, a blank and a path such as POST /a/{b}",
      allows: (value) => isRouteKey(String(value)),
    },
    Target: matching(/^integrations\/[^/]+$/),
    AuthorizationType: here("NONE"),
    OperationName: matching(/^[^]+$/, 64),
  },
  "AWS::ApiGatewayV2::Stage": {
    StageName: matching(/^(?:\$default|[\w-]+)$/, 128),
    Description: matching(/^[^]*$/, 1_024),
    "AccessLogSettings.!DestinationArn": arn,
    "AccessLogSettings.!Format": matching(/\$context\.(?:requestId|extendedRequestId)/),
  },
  "AWS::CloudFormation::CustomResource": { "!ServiceToken": arn, ServiceTimeout: integer(1, 3_600) },
  "AWS::CloudWatch::Alarm": {
    "!ComparisonOperator": undefined,
    "!EvaluationPeriods": integer(1, 8_640),
    Period: {
      says: "10, 20, 30 or a multiple of 60 seconds",
      allows: (value) => [10, 20, 30].includes(Number(value)) || (Number(value) > 0 && Number(value) % 60 === 0),
    },
    AlarmActions: list(0, 5),
    OKActions: list(0, 5),
    InsufficientDataActions: list(0, 5),
    "AlarmActions[]": alarmAction,
    "OKActions[]": alarmAction,
    "InsufficientDataActions[]": alarmAction,
    "Dimensions[].Name": matching(/^(?!:)[ -~]*[!-~][ -~]*$/, 255),
    EvaluateLowSampleCountPercentile: oneOf("evaluate", "ignore"),
  },
  "AWS::DynamoDB::Table": {
    TableName: matching(/^[\w.-]{3,}$/, 255),
    TableClass: oneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
    KeySchema: list(1, 2),
    GlobalSecondaryIndexes: list(0, 20),
    LocalSecondaryIndexes: list(0, 5),
    "GlobalSecondaryIndexes[].Projection.NonKeyAttributes": nonKeyAttributes,
    "LocalSecondaryIndexes[].Projection.NonKeyAttributes": nonKeyAttributes,
    "TimeToLiveSpecification.AttributeName": matching(/^[^]+$/, 255),
    "GlobalSecondaryIndexes[].IndexName": matching(/^[\w.-]{3,}$/, 255),
    "GlobalSecondaryIndexes[].Projection.ProjectionType": oneOf("ALL", "KEYS_ONLY", "INCLUDE"),
    "LocalSecondaryIndexes[].IndexName": matching(/^[\w.-]{3,}$/, 255),
    "LocalSecondaryIndexes[].Projection.ProjectionType": oneOf("ALL", "KEYS_ONLY", "INCLUDE"),
  },
  "AWS::Events::Rule": {
    ScheduleExpression: matching(schedule, 256),
    Targets: list(0, 5),
    "Targets[].Arn": arn,
    "Targets[].Input": json,
  },
  "AWS::IAM::Policy": { Roles: list(1, Infinity) },
  "AWS::IAM::Role": {
    Path: matching(/^\/(?:[!-~]*\/)?$/, 512),
    "Policies[].PolicyName": matching(/^[\w+=,.@-]+$/, 128),
    ManagedPolicyArns: list(0, 10),
    "ManagedPolicyArns[]": arn,
  },
  "AWS::Lambda::Alias": {
    Name: matching(/^(?!\d+$)[\w-]+$/, 128),
    "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions": integer(1, Infinity),
  },
  "AWS::Lambda::EventInvokeConfig": { Qualifier: matching(/^[\w$-]+$/, 128) },
  "AWS::Lambda::Function": {
    FunctionName: matching(/^[\w-]+$/, 64),
    MemorySize: integer(128, 10_240),
    Timeout: integer(1, 900),
    ReservedConcurrentExecutions: integer(0, 900),
    PackageType: here("Zip"),
    "LoggingConfig.LogGroup": matching(/^[\w./#-]+$/, 512),
    "Environment.Variables{}": {
      says: "a letter, then letters, digits and _, and no name that AWS sets itself",
      allows: (value) => new RegExp(`^(?!(?:${reserved})$)[a-zA-Z]\\w+$`).test(String(value)),
    },
  },
  "AWS::Lambda::EventSourceMapping": {
    "!EventSourceArn": { ...matching(/^arn:aws[\w-]*:sqs:/), says: "the ARN of an SQS queue", isLocal: true },
  },
  "AWS::Lambda::Permission": {
    Principal: matching(/^(?:\*|\d{12}|arn:aws\S+|[\w-]+\.[\w.-]+)$/),
  },
  "AWS::Logs::LogGroup": { LogGroupName: matching(/^(?!aws\/)[^]+$/), DataProtectionPolicy: json },
  "AWS::S3::Bucket": {
    BucketName: matching(
      /^(?!\d+\.\d+\.\d+\.\d+$|xn--|sthree-|amzn-s3-demo-|.*(?:\.\.|-s3alias$|--ol-s3$|--x-s3$|--table-s3$|\.mrap$|\.-|-\.))[a-z\d][a-z\d.-]{1,61}[a-z\d]$/,
    ),
    "BucketEncryption.ServerSideEncryptionConfiguration": list(1, 1),
    "OwnershipControls.Rules": list(1, 1),
    "LifecycleConfiguration.Rules": list(1, 1_000),
    "LifecycleConfiguration.Rules[].NoncurrentVersionExpirationInDays": integer(1, 2_147_483_647),
    "LifecycleConfiguration.Rules[].NoncurrentVersionExpiration.NoncurrentDays": integer(1, 2_147_483_647),
    "LifecycleConfiguration.Rules[].ExpirationInDays": integer(1, 2_147_483_647),
  },
  "AWS::SNS::Subscription": {
    TopicArn: arn,
    Protocol: oneOf("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"),
    "!Endpoint": undefined,
    FilterPolicy: json,
  },
  "AWS::SNS::Topic": {
    TopicName: matching(/^[\w-]+$/, 256),
    DisplayName: matching(/^[^]*$/, 100),
    TracingConfig: oneOf("PassThrough", "Active"),
  },
  "AWS::SQS::Queue": {
    FifoQueue: { ...here("false"), says: "standard queues only" },
    QueueName: matching(/^[\w-]+$/, 80),
  },
  "AWS::SQS::QueuePolicy": { Queues: list(1, Infinity) },
  "AWS::SSM::Parameter": {
    Type: oneOf("String", "StringList"),
    Value: {
      says: "text of at most 8192 bytes without {{}}",
      allows: (value) =>
        typeof value === "string" && value !== "" && Buffer.byteLength(value) <= 8_192 && !nestsParameter(value),
    },
    DataType: here("text"),
    Name: {
      says: "letters, digits and .-_, or a path of at most 15 such names, and not to begin with aws or ssm",
      allows: (value) => typeof value === "string" && findInName(value) === undefined,
    },
  },
};

// Names in braces are there once; {name+} is the last of a path.
function isRouteKey(key: string): boolean {
  if (key === "$default") return true;
  if (!/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) \/[^\s?#]*$/.test(key)) return false;
  const parts = key.slice(key.indexOf("/") + 1).split("/");
  const names = parts.filter((part) => /[{}]/.test(part));
  return (
    names.every((part) => /^\{[\w.:-]+\+?\}$/.test(part)) &&
    new Set(names).size === names.length &&
    parts.every((part, index) => !part.endsWith("+}") || index === parts.length - 1)
  );
}
