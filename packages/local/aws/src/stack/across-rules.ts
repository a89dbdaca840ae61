import { readPattern } from "../template/read-pattern.ts";
import { findInAlarm } from "./alarm-rules.ts";
import { findInMapping, findInQueue } from "./queue-rules.ts";
import { findInBucket } from "./bucket-rules.ts";
import { findInPolicy, parseJson } from "./check-policy.ts";
import { isIntrinsic, writtenAs } from "./check-schema.ts";

const maxEnvironmentBytes = 4_096;
const standardBytes = 4_096;
const maxFilters = 5;
/** Of an account, in requests at once and in requests per second. */
const maxBurst = 5_000;
const maxRate = 10_000;
const maxNonKeyAttributes = 100;

type Fields = Record<string, unknown>;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
// Capacity and statistics are of no effect here; whatever else an index may have is.
const ofIndex = ["IndexName", "KeySchema", "Projection", "ProvisionedThroughput", "ContributorInsightsSpecification"];
const when = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : []);

/** What is wrong between the properties of a type, a sentence each. */
export const acrossRules: Record<string, (properties: Fields) => string[]> = {
  "AWS::ApiGatewayV2::Integration": ({ IntegrationType, IntegrationUri }) =>
    when(
      IntegrationType === "AWS_PROXY" && typeof IntegrationUri === "string" && !IntegrationUri.startsWith("arn:"),
      "IntegrationUri has to be the ARN of a function where IntegrationType is AWS_PROXY.",
    ),
  "AWS::ApiGatewayV2::Stage": ({ DefaultRouteSettings, RouteSettings }) => [
    ...findInRouteSettings("DefaultRouteSettings", DefaultRouteSettings),
    ...(isIntrinsic(RouteSettings) ? [] : Object.entries(RouteSettings ?? {})).flatMap(([key, settings]) =>
      findInRouteSettings(`RouteSettings.${key}`, settings),
    ),
  ],
  "AWS::DynamoDB::Table": ({ KeySchema, AttributeDefinitions, BillingMode, ProvisionedThroughput, ...rest }) => {
    const globals = listOf(rest["GlobalSecondaryIndexes"]);
    const locals = listOf(rest["LocalSecondaryIndexes"]);
    const indexes = [...globals, ...locals].filter((index) => !isIntrinsic(index));
    const keys = [KeySchema, ...indexes.map((index) => index["KeySchema"])]
      .flatMap(listOf)
      .map((key) => key["AttributeName"]);
    const defined = listOf(AttributeDefinitions).map((attribute) => attribute["AttributeName"]);
    const { SSEEnabled, SSEType, KMSMasterKeyId } = (rest["SSESpecification"] ?? {}) as Fields;
    const ttl = (rest["TimeToLiveSpecification"] ?? {}) as Fields;
    const recovery = (rest["PointInTimeRecoverySpecification"] ?? {}) as Fields;
    const roles = listOf(KeySchema).map((key) => key["KeyType"]);
    const names = indexes.map(({ IndexName }) => JSON.stringify(IndexName));
    return [
      ...when(
        !keys.every((name) => defined.includes(name)) || !defined.every((name) => keys.includes(name)),
        "AttributeDefinitions have to be those of the keys, all of them and no others.",
      ),
      ...when(
        new Set(defined.map((name) => JSON.stringify(name))).size < defined.length,
        "AttributeDefinitions has an attribute twice.",
      ),
      ...when(
        roles[0] !== "HASH" || roles[1] === "HASH",
        "KeySchema has to be a HASH key and at most a RANGE key after it.",
      ),
      ...when(
        BillingMode === "PAY_PER_REQUEST" && ProvisionedThroughput !== undefined,
        "ProvisionedThroughput cannot be set with PAY_PER_REQUEST.",
      ),
      ...when(
        listOf(KeySchema).length > 1 &&
          listOf(KeySchema)[0]!["AttributeName"] === listOf(KeySchema)[1]!["AttributeName"],
        "KeySchema names an attribute twice.",
      ),
      ...when(
        BillingMode !== "PAY_PER_REQUEST" && ProvisionedThroughput === undefined,
        "ProvisionedThroughput is missing.",
      ),
      ...when(
        String(ttl["Enabled"]) === "true" && ttl["AttributeName"] === undefined,
        "TimeToLiveSpecification.AttributeName is missing.",
      ),
      ...when(new Set(names).size < names.length, "two indexes have one name."),
      ...when(locals.length > 0 && roles.length < 2, "LocalSecondaryIndexes need a KeySchema with a RANGE key."),
      ...indexes.flatMap((index) => unserved(`the index ${String(index["IndexName"])}`, index, ofIndex)),
      ...globals.flatMap(({ IndexName, ...index }) =>
        when(
          ["HASH", "RANGE"].some(
            (type) => listOf(index["KeySchema"]).filter((key) => key["KeyType"] === type).length > 1,
          ),
          `the index ${String(IndexName)} has a key of several attributes, which local AWS does not support.`,
        ),
      ),
      ...indexes.flatMap(({ IndexName, Projection }) => {
        const { ProjectionType, NonKeyAttributes } = (Projection ?? {}) as Fields;
        return when(
          !isIntrinsic(ProjectionType) && (ProjectionType === "INCLUDE") !== (NonKeyAttributes !== undefined),
          `the index ${String(IndexName)} has NonKeyAttributes if its ProjectionType is INCLUDE, and only then.`,
        );
      }),
      ...when(
        BillingMode === "PAY_PER_REQUEST" && indexes.some((index) => index["ProvisionedThroughput"] !== undefined),
        "ProvisionedThroughput of an index cannot be set with PAY_PER_REQUEST.",
      ),
      ...when(
        indexes.flatMap(({ Projection }) => listOf((Projection as Fields)["NonKeyAttributes"])).length >
          maxNonKeyAttributes,
        `its indexes have to have at most ${maxNonKeyAttributes} NonKeyAttributes together.`,
      ),
      ...when(
        KMSMasterKeyId !== undefined && (SSEType === undefined || String(SSEEnabled) !== "true"),
        "SSESpecification.KMSMasterKeyId needs SSEEnabled and the SSEType KMS.",
      ),
      ...when(
        recovery["RecoveryPeriodInDays"] !== undefined && String(recovery["PointInTimeRecoveryEnabled"]) === "false",
        "PointInTimeRecoverySpecification.RecoveryPeriodInDays needs PointInTimeRecoveryEnabled.",
      ),
    ];
  },
  "AWS::CloudWatch::Alarm": findInAlarm,
  "AWS::Events::Rule": ({ Targets }) => {
    const ids = listOf(Targets).map(({ Id }) => JSON.stringify(Id));
    return [
      ...when(new Set(ids).size < ids.length, "Targets has an Id twice."),
      ...listOf(Targets)
        .filter((target) => !isIntrinsic(target))
        .flatMap((target) => unserved("a target", target, ["Arn", "Id", "Input", "RetryPolicy"])),
    ];
  },
  "AWS::IAM::Policy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "identity"),
  "AWS::IAM::Role": ({ AssumeRolePolicyDocument, Policies }) => [
    ...findInPolicy(AssumeRolePolicyDocument, "AssumeRolePolicyDocument", "trust"),
    ...listOf(Policies).flatMap(({ PolicyDocument }) => findInPolicy(PolicyDocument, "a policy", "identity")),
  ],
  "AWS::S3::Bucket": findInBucket,
  "AWS::S3::BucketPolicy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "bucket"),
  "AWS::SNS::TopicPolicy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "topic"),
  "AWS::SNS::Subscription": findInSubscription,
  "AWS::SNS::Topic": ({ Subscription }) => listOf(Subscription).flatMap(findInSubscription),
  "AWS::SQS::Queue": findInQueue,
  "AWS::SQS::QueuePolicy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "queue"),
  "AWS::SSM::Parameter": ({ Tier, Value, AllowedPattern }) => {
    const pattern = readPattern(typeof AllowedPattern === "string" ? AllowedPattern : "");
    return [
      ...when(
        typeof Value === "string" &&
          Tier !== "Advanced" &&
          Tier !== "Intelligent-Tiering" &&
          Buffer.byteLength(Value) > standardBytes,
        `Value has to be at most ${standardBytes} bytes long in the Tier Standard.`,
      ),
      ...when(pattern === undefined, "AllowedPattern is no regular expression that local AWS can read."),
      ...when(
        pattern !== undefined && typeof Value !== "object" && !pattern.test(writtenAs(Value)),
        "Value has to match AllowedPattern.",
      ),
    ];
  },
  "AWS::Lambda::Alias": ({ FunctionVersion, ProvisionedConcurrencyConfig }) =>
    when(
      FunctionVersion === "$LATEST" && ProvisionedConcurrencyConfig !== undefined,
      "ProvisionedConcurrencyConfig needs a published FunctionVersion.",
    ),
  "AWS::Lambda::EventSourceMapping": findInMapping,
  "AWS::Lambda::Function": ({ Environment, Code, Runtime, Handler, LoggingConfig, PackageType = "Zip", ...rest }) => {
    const variables = (Environment as { Variables?: Fields } | undefined)?.Variables ?? {};
    const { LogFormat, ApplicationLogLevel, SystemLogLevel } = (LoggingConfig ?? {}) as Fields;
    // What stands for a value is at least an empty one.
    const literal = Object.entries(variables).map(([name, value]) => name + (typeof value === "string" ? value : ""));
    const { ZipFile, S3Bucket, S3Key, ImageUri } = (Code ?? {}) as Fields;
    const management = (rest["RuntimeManagementConfig"] ?? {}) as Fields;
    const sources = [ZipFile, S3Bucket, ImageUri].filter((source) => source !== undefined);
    return [
      ...(isIntrinsic(Code) || (sources.length === 1 && (S3Bucket === undefined) === (S3Key === undefined))
        ? []
        : ["Code has to be either ZipFile, or S3Bucket with S3Key."]),
      ...(isIntrinsic(Code) ? [] : unserved("Code", Code ?? {}, ["ZipFile", "S3Bucket", "S3Key"])),
      ...when(
        management["UpdateRuntimeOn"] === "Manual" && management["RuntimeVersionArn"] === undefined,
        "RuntimeManagementConfig needs a RuntimeVersionArn where UpdateRuntimeOn is Manual.",
      ),
      ...Object.entries(variables)
        .filter(([, value]) => typeof value === "object" && !isIntrinsic(value))
        .map(([name]) => `Environment.Variables.${name} has to be a text.`),
      ...(Buffer.byteLength(literal.join("")) > maxEnvironmentBytes
        ? [`its environment is larger than ${maxEnvironmentBytes} bytes.`]
        : []),
      ...(PackageType === "Zip" && (Runtime === undefined || Handler === undefined)
        ? ["Runtime and Handler have to be set."]
        : []),
      ...(LogFormat !== "JSON" && (ApplicationLogLevel ?? SystemLogLevel) !== undefined
        ? ["log levels can be set for the LogFormat JSON only."]
        : []),
    ];
  },
};

/** What a member of a property that is acted on would do, were it not left aside here. */
const unserved = (where: string, fields: object, known: readonly string[]): string[] =>
  Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => `${where} sets ${name}, which local AWS does not support.`);

function findInRouteSettings(where: string, settings: unknown): string[] {
  if (settings === undefined || isIntrinsic(settings)) return [];
  const known = ["DetailedMetricsEnabled", "ThrottlingBurstLimit", "ThrottlingRateLimit"];
  const fields = (typeof settings === "object" ? settings : {}) as Fields;
  const [limit, rate] = [fields["ThrottlingBurstLimit"], fields["ThrottlingRateLimit"]];
  return [
    // Logs and traces of execution are WebSocket APIs' alone.
    ...unserved(where, fields, known),
    ...when(
      limit !== undefined && !isIntrinsic(limit) && !(/^\d+$/.test(writtenAs(limit)) && Number(limit) <= maxBurst),
      `${where}.ThrottlingBurstLimit has to be a whole number from 0 to ${maxBurst}.`,
    ),
    ...when(
      rate !== undefined && !isIntrinsic(rate) && !(Number(rate) >= 0 && Number(rate) <= maxRate),
      `${where}.ThrottlingRateLimit has to be a number from 0 to ${maxRate}.`,
    ),
  ];
}

function findInSubscription({ Protocol, Endpoint, RawMessageDelivery, FilterPolicy }: Fields): string[] {
  const policy = typeof FilterPolicy === "string" ? parseJson(FilterPolicy) : FilterPolicy;
  const filters = isIntrinsic(policy) ? [] : Object.entries(Object(policy) as Fields);
  return [
    ...when(
      typeof Protocol === "string" && !Object.hasOwn(endpoints, Protocol),
      `the Protocol has to be one of ${Object.keys(endpoints).join(", ")}.`,
    ),
    ...when(
      typeof Endpoint === "string" && endpoints[String(Protocol)]?.test(Endpoint) === false,
      `${String(Endpoint)} is no Endpoint of the Protocol ${String(Protocol)}.`,
    ),
    ...when(
      String(RawMessageDelivery) === "true" && !/^(?:https?|sqs|firehose)$/.test(String(Protocol)),
      `RawMessageDelivery cannot be set for the Protocol ${String(Protocol)}.`,
    ),
    ...when(filters.length > maxFilters, `FilterPolicy has to have at most ${maxFilters} keys.`),
    ...filters.flatMap(([name, values]) =>
      when(
        typeof values !== "object" || values === null || (Array.isArray(values) && values.length === 0),
        `FilterPolicy.${name} has to be a list that is not empty, or an object.`,
      ),
    ),
  ];
}

const endpoints: Record<string, RegExp> = {
  email: /^[^\s@]+@[^\s@]+$/,
  "email-json": /^[^\s@]+@[^\s@]+$/,
  http: /^http:\/\/\S+$/,
  // An API of AWS is there by https; one here has an http address on the loopback.
  https: /^(?:https:\/\/|http:\/\/127\.0\.0\.1:)\S+$/,
  lambda: /^arn:/,
  sqs: /^arn:/,
  firehose: /^arn:/,
  application: /^arn:/,
  sms: /^\+?\d[\d -]*$/,
};
