/** What a value may be; `says` completes "… has to be". */
export interface Rule {
  says: string;
  allows: (value: unknown) => boolean;
}

const oneOf = (...values: (string | number)[]): Rule => ({
  says: `one of ${values.join(", ")}`,
  allows: (value) => values.some((one) => String(one) === String(value)),
});
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
const truth: Rule = oneOf("true", "false");

const arn = matching(/^arn:aws[\w-]*:/);
const retention = "1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1096 1827 2192 2557 2922 3288 3653".split(" ");
const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const comparisons = "GreaterThanOrEqualToThreshold GreaterThanThreshold LessThanThreshold LessThanOrEqualToThreshold";
const anomalies = "LessThanLowerOrGreaterThanUpperThreshold LessThanLowerThreshold GreaterThanUpperThreshold";
const protocols = "http https email email-json sms sqs application lambda firehose".split(" ");
// AWS sets these itself: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const reserved =
  "_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\\w+|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(?:TASK_ROOT|RUNTIME_DIR)";

/** Of each resource type the rules of its properties, by path: `[]` is each item of a list, `{}` each name of an object. `!` before a path: it has to be there. */
export const valueRules: Record<string, Record<string, Rule | undefined>> = {
  "AWS::ApiGatewayV2::Api": {
    ProtocolType: oneOf("HTTP"),
    Name: matching(/^[^]+$/, 128),
  },
  "AWS::ApiGatewayV2::Integration": {
    "!ApiId": undefined,
    "!IntegrationType": oneOf("AWS_PROXY", "HTTP_PROXY"),
    PayloadFormatVersion: oneOf("1.0", "2.0"),
    TimeoutInMillis: integer(50, 30_000),
    ConnectionType: oneOf("INTERNET", "VPC_LINK"),
  },
  "AWS::ApiGatewayV2::Route": {
    "!ApiId": undefined,
    "!RouteKey": matching(/^(?:\$default|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) \/\S*)$/),
    AuthorizationType: oneOf("NONE", "AWS_IAM", "CUSTOM", "JWT"),
  },
  "AWS::ApiGatewayV2::Stage": {
    "!ApiId": undefined,
    "!StageName": matching(/^(?:\$default|[\w-]+)$/, 128),
    "DefaultRouteSettings.ThrottlingBurstLimit": integer(0, 5_000),
    "DefaultRouteSettings.ThrottlingRateLimit": integer(0, 10_000),
  },
  "AWS::CloudWatch::Alarm": {
    "!ComparisonOperator": oneOf(...comparisons.split(" "), ...anomalies.split(" ")),
    "!EvaluationPeriods": integer(1, 8_640),
    DatapointsToAlarm: integer(1, 8_640),
    Period: {
      says: "10, 20, 30 or a multiple of 60 seconds",
      allows: (value) => [10, 20, 30].includes(Number(value)) || (Number(value) > 0 && Number(value) % 60 === 0),
    },
    Statistic: oneOf(...statistics),
    TreatMissingData: oneOf("breaching", "notBreaching", "ignore", "missing"),
    AlarmActions: list(0, 5),
    Threshold: { says: "a number", allows: (value) => Number.isFinite(Number(value)) && value !== "" },
  },
  "AWS::DynamoDB::Table": {
    TableName: matching(/^[\w.-]{3,}$/, 255),
    BillingMode: oneOf("PROVISIONED", "PAY_PER_REQUEST"),
    "!KeySchema": list(1, 2),
    "KeySchema[].!AttributeName": matching(/^[^]+$/, 255),
    "KeySchema[].!KeyType": oneOf("HASH", "RANGE"),
    "AttributeDefinitions[].!AttributeType": oneOf("S", "N", "B"),
    "TimeToLiveSpecification.!Enabled": truth,
    DeletionProtectionEnabled: truth,
  },
  "AWS::Events::Rule": {
    Name: matching(/^[\w.-]+$/, 64),
    ScheduleExpression: matching(
      /^(?:rate\((?:1 (?:minute|hour|day)|(?!0+ |1 )\d+ (?:minutes|hours|days))\)|cron\((?:\S+ ){5}\S+\))$/,
      256,
    ),
    State: oneOf("ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
    Targets: list(0, 5),
    "Targets[].!Arn": arn,
    "Targets[].!Id": matching(/^[\w.-]+$/, 64),
    "Targets[].RetryPolicy.MaximumRetryAttempts": integer(0, 185),
  },
  "AWS::IAM::Policy": {
    "!PolicyName": matching(/^[\w+=,.@-]+$/, 128),
    "!PolicyDocument": undefined,
  },
  "AWS::IAM::Role": {
    RoleName: matching(/^[\w+=,.@-]+$/, 64),
    "!AssumeRolePolicyDocument": undefined,
    MaxSessionDuration: integer(3_600, 43_200),
    Path: matching(/^\/(?:[!-~]*\/)?$/, 512),
    Description: matching(/^[^]*$/, 1_000),
    ManagedPolicyArns: list(0, 20),
    "Policies[].!PolicyName": matching(/^[\w+=,.@-]+$/, 128),
    "Policies[].!PolicyDocument": undefined,
  },
  "AWS::Lambda::Alias": {
    "!Name": matching(/^(?!\d+$)[\w-]+$/, 128),
    "!FunctionName": undefined,
    "!FunctionVersion": undefined,
  },
  "AWS::Lambda::EventInvokeConfig": {
    "!FunctionName": undefined,
    "!Qualifier": undefined,
    MaximumRetryAttempts: integer(0, 2),
    MaximumEventAgeInSeconds: integer(60, 21_600),
  },
  "AWS::Lambda::Function": {
    "!Code": undefined,
    "!Role": arn,
    FunctionName: matching(/^[\w-]+$/, 64),
    Handler: matching(/^\S+$/, 128),
    Description: matching(/^[^]*$/, 256),
    MemorySize: integer(128, 10_240),
    Timeout: integer(1, 900),
    ReservedConcurrentExecutions: integer(0, 1_000),
    Architectures: list(1, 1),
    "Architectures[]": oneOf("x86_64", "arm64"),
    PackageType: oneOf("Zip"),
    RecursiveLoop: oneOf("Allow", "Terminate"),
    "EphemeralStorage.!Size": integer(512, 10_240),
    "TracingConfig.Mode": oneOf("Active", "PassThrough"),
    "LoggingConfig.LogFormat": oneOf("Text", "JSON"),
    "LoggingConfig.ApplicationLogLevel": oneOf("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"),
    "LoggingConfig.SystemLogLevel": oneOf("DEBUG", "INFO", "WARN"),
    "Environment.Variables{}": {
      says: "a letter, then letters, digits and _, and no name that AWS sets itself",
      allows: (value) => new RegExp(`^(?!(?:${reserved})$)[a-zA-Z]\\w+$`).test(String(value)),
    },
  },
  "AWS::Lambda::Permission": {
    "!Action": matching(/^(?:lambda:(?:\*|[a-zA-Z]+)|\*)$/),
    "!FunctionName": undefined,
    "!Principal": matching(/^\S+$/),
    SourceAccount: matching(/^\d{12}$/),
    SourceArn: arn,
  },
  "AWS::Lambda::Version": { "!FunctionName": undefined },
  "AWS::Logs::LogGroup": {
    LogGroupName: matching(/^[\w./#-]+$/, 512),
    RetentionInDays: oneOf(...retention),
  },
  "AWS::S3::Bucket": {
    BucketName: matching(/^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/),
    "VersioningConfiguration.!Status": oneOf("Enabled", "Suspended"),
    "LifecycleConfiguration.Rules[].!Status": oneOf("Enabled", "Disabled"),
    "OwnershipControls.Rules[].ObjectOwnership": oneOf("ObjectWriter", "BucketOwnerPreferred", "BucketOwnerEnforced"),
    "PublicAccessBlockConfiguration.BlockPublicAcls": truth,
    "PublicAccessBlockConfiguration.BlockPublicPolicy": truth,
  },
  "AWS::S3::BucketPolicy": { "!Bucket": undefined, "!PolicyDocument": undefined },
  "AWS::SNS::Subscription": { "!TopicArn": arn, "!Protocol": oneOf(...protocols) },
  "AWS::SNS::Topic": { TopicName: matching(/^[\w-]+(?:\.fifo)?$/, 256) },
  "AWS::SSM::Parameter": {
    "!Type": oneOf("String", "StringList"),
    "!Value": matching(/^[^]+$/, 8_192),
    Name: matching(/^(?!\/?(?:aws|ssm)(?:\/|$))[\w./-]+$/i, 2_048),
    Tier: oneOf("Standard", "Advanced", "Intelligent-Tiering"),
    Description: matching(/^[^]*$/, 1_024),
  },
};
