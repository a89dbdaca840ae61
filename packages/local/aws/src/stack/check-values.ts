import type { Template, TemplateResource } from "../template/template.ts";
import { findInPolicy } from "./check-policy.ts";
import { findAgainstSchema, isIntrinsic, type Schema } from "./check-schema.ts";
import resourceSchemas from "./resource-schemas.json" with { type: "json" };
import { type Rule, valueRules } from "./value-rules.ts";

const limits = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const maxEnvironmentBytes = 4_096;
const maxPolicyBytes = 10_240;

type Fields = Record<string, unknown>;
const schemas = resourceSchemas as unknown as Record<string, Schema | undefined>;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

/** What AWS would refuse in a template that has only known types and properties, a sentence each; what only a deployment can tell, such as the value of a `Ref`, is left to that. */
export function findWrongValues(template: Template): string[] {
  const whole = Object.entries(limits).flatMap(([section, most]) => {
    const count = Object.keys(template[section as keyof typeof limits] ?? {}).length;
    return count > most ? [`The template has ${count} ${section}; AWS takes ${most}.`] : [];
  });
  return [
    ...whole,
    ...((template.Description?.length ?? 0) > 1_024
      ? ["The template's Description is longer than 1024 characters."]
      : []),
    ...Object.entries(template.Resources).flatMap(([logicalId, resource]) =>
      findInResource(logicalId, resource, template).map((problem) => `${logicalId} (${resource.Type}): ${problem}`),
    ),
  ];
}

function findInResource(logicalId: string, resource: TemplateResource, { Resources }: Template): string[] {
  const { Type, Properties = {}, DependsOn = [] } = resource;
  const rules = Object.entries(valueRules[Type] ?? {});
  const schema = schemas[Type];
  const bySchema = schema ? findAgainstSchema(Properties, schema) : [];
  // What is of another shape is said once; the rules look at values of the right one.
  if (bySchema.length > 0) return bySchema;
  return [
    ...(/^[a-zA-Z\d]{1,255}$/.test(logicalId) ? [] : ["a logical id is letters and digits."]),
    ...[DependsOn]
      .flat()
      .flatMap((name) => (name in Resources ? [] : [`DependsOn names ${name}, which is no resource.`])),
    ...["DeletionPolicy", "UpdateReplacePolicy"].flatMap((name) => {
      const policy = resource[name as "DeletionPolicy"];
      return policy === undefined || /^(?:Delete|Retain|RetainExceptOnCreate|Snapshot)$/.test(policy)
        ? []
        : [`${name} has to be one of Delete, Retain, RetainExceptOnCreate, Snapshot.`];
    }),
    ...rules.flatMap(([path, rule]) => apply(Properties, path.split("."), rule, "")),
    ...(across[Type]?.(Properties) ?? []),
    ...(isIntrinsic(Properties["Tags"]) ? [] : findInTags(Properties["Tags"])),
  ];
}

// One step of a path at a time; an intrinsic function anywhere on it ends the way.
function apply(value: unknown, [step, ...rest]: string[], rule: Rule | undefined, at: string): string[] {
  if (value === undefined || isIntrinsic(value)) return [];
  if (step === undefined)
    return rule === undefined || rule.allows(value) ? [] : [`${at.slice(1)} has to be ${rule.says}.`];
  const [, isRequired = "", name = "", many = ""] = /^(!?)(\w+)(\[\]|\{\})?$/.exec(step) ?? [];
  const inner = (value as Fields)[name];
  if (inner === undefined) return isRequired === "" ? [] : [`${`${at}.${name}`.slice(1)} is missing.`];
  if (many === "") return apply(inner, rest, rule, `${at}.${name}`);
  if (isIntrinsic(inner)) return [];
  const items = many === "[]" ? listOf(inner) : Object.keys(inner as Fields);
  return items.flatMap((item) => apply(item, rest, rule, `${at}.${name}${many}`));
}

/** Rules between the properties of a type. */
const across: Record<string, (properties: Fields) => string[]> = {
  "AWS::DynamoDB::Table": ({ KeySchema, AttributeDefinitions, BillingMode, ProvisionedThroughput, ...rest }) => {
    const indexes = [...listOf(rest["GlobalSecondaryIndexes"]), ...listOf(rest["LocalSecondaryIndexes"])];
    const keys = [KeySchema, ...indexes.map((index) => index["KeySchema"])]
      .flatMap(listOf)
      .map((key) => key["AttributeName"]);
    const defined = listOf(AttributeDefinitions).map((attribute) => attribute["AttributeName"]);
    const ttl = (rest["TimeToLiveSpecification"] ?? {}) as Fields;
    const roles = listOf(KeySchema).map((key) => key["KeyType"]);
    return [
      ...(keys.every((name) => defined.includes(name)) && defined.every((name) => keys.includes(name))
        ? []
        : ["AttributeDefinitions have to be those of the keys, all of them and no others."]),
      ...(roles[0] === "HASH" && roles[1] !== "HASH"
        ? []
        : ["KeySchema has to be a HASH key and at most a RANGE key after it."]),
      ...(BillingMode === "PAY_PER_REQUEST" && ProvisionedThroughput !== undefined
        ? ["ProvisionedThroughput cannot be set with PAY_PER_REQUEST."]
        : []),
      ...(listOf(KeySchema).length > 1 &&
      listOf(KeySchema)[0]!["AttributeName"] === listOf(KeySchema)[1]!["AttributeName"]
        ? ["KeySchema names an attribute twice."]
        : []),
      ...(String(ttl["Enabled"]) === "true" && ttl["AttributeName"] === undefined
        ? ["TimeToLiveSpecification.AttributeName is missing."]
        : []),
      ...(BillingMode !== "PAY_PER_REQUEST" && ProvisionedThroughput === undefined
        ? ["ProvisionedThroughput is missing."]
        : []),
    ];
  },
  "AWS::CloudWatch::Alarm": (properties) => {
    const { DatapointsToAlarm = 0, EvaluationPeriods, MetricName, Namespace, Period, Statistic } = properties;
    const { ExtendedStatistic, Threshold, ThresholdMetricId } = properties;
    // Up to a day; from periods of an hour on, up to a week.
    const longestSeconds = Number(Period) >= 3_600 ? 604_800 : 86_400;
    const given = { Namespace, Period, "Statistic or ExtendedStatistic": Statistic ?? ExtendedStatistic };
    return [
      ...(Number(DatapointsToAlarm) > Number(EvaluationPeriods)
        ? ["DatapointsToAlarm cannot be more than EvaluationPeriods."]
        : []),
      ...(MetricName === undefined
        ? []
        : Object.entries(given).flatMap(([name, value]) => (value === undefined ? [`${name} is missing.`] : []))),
      ...((Threshold ?? ThresholdMetricId) === undefined ? ["Threshold is missing."] : []),
      ...(Number(EvaluationPeriods) * Number(Period) > longestSeconds
        ? [`EvaluationPeriods times Period has to be at most ${longestSeconds} seconds.`]
        : []),
      ...(typeof ExtendedStatistic !== "string" || isExtended(ExtendedStatistic)
        ? []
        : ["ExtendedStatistic has to be like p99.9, or another statistic of percentiles."]),
    ];
  },
  "AWS::Events::Rule": ({ Targets }) => {
    const ids = listOf(Targets).map(({ Id }) => JSON.stringify(Id));
    return new Set(ids).size < ids.length ? ["Targets has an Id twice."] : [];
  },
  "AWS::IAM::Policy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "identity"),
  "AWS::IAM::Role": ({ AssumeRolePolicyDocument, Policies }) => [
    ...findInPolicy(AssumeRolePolicyDocument, "AssumeRolePolicyDocument", "trust"),
    ...listOf(Policies).flatMap(({ PolicyDocument }) => findInPolicy(PolicyDocument, "a policy", "identity")),
    ...(Buffer.byteLength(JSON.stringify(listOf(Policies).map(({ PolicyDocument }) => PolicyDocument))) > maxPolicyBytes
      ? [`its inline policies are longer than ${maxPolicyBytes} bytes.`]
      : []),
  ],
  "AWS::S3::BucketPolicy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "resource"),
  "AWS::SNS::TopicPolicy": ({ PolicyDocument }) => findInPolicy(PolicyDocument, "PolicyDocument", "resource"),
  "AWS::SNS::Subscription": ({ Protocol, Endpoint, RawMessageDelivery }) => [
    ...(typeof Endpoint !== "string" || (endpoints[String(Protocol)] ?? /^/).test(Endpoint)
      ? []
      : [`${Endpoint} is no Endpoint of the Protocol ${String(Protocol)}.`]),
    ...(String(RawMessageDelivery) === "true" && !/^(?:https?|sqs|firehose)$/.test(String(Protocol))
      ? [`RawMessageDelivery cannot be set for the Protocol ${String(Protocol)}.`]
      : []),
  ],
  "AWS::SSM::Parameter": ({ Tier, Value, AllowedPattern }) => [
    ...(typeof Value === "string" && Tier !== "Advanced" && Tier !== "Intelligent-Tiering" && Value.length > 4_096
      ? ["Value has to be at most 4096 characters long in the Tier Standard."]
      : []),
    ...(typeof AllowedPattern !== "string" || isMatch(AllowedPattern, Value)
      ? []
      : ["Value has to match AllowedPattern, a regular expression."]),
  ],
  "AWS::Lambda::Function": ({ Environment, Code, Runtime, Handler, LoggingConfig, PackageType = "Zip" }) => {
    const variables = (Environment as { Variables?: Fields } | undefined)?.Variables ?? {};
    const { LogFormat, ApplicationLogLevel, SystemLogLevel } = (LoggingConfig ?? {}) as Fields;
    // What stands for a value is at least an empty one.
    const literal = Object.entries(variables).map(([name, value]) => name + (typeof value === "string" ? value : ""));
    const { ZipFile, S3Bucket, S3Key, ImageUri } = (Code ?? {}) as Fields;
    const sources = [ZipFile, S3Bucket, ImageUri].filter((source) => source !== undefined);
    return [
      ...(isIntrinsic(Code) || (sources.length === 1 && (S3Bucket === undefined) === (S3Key === undefined))
        ? []
        : ["Code has to be either ZipFile, or S3Bucket with S3Key."]),
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

function isExtended(statistic: string): boolean {
  const [, percentile] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? [];
  return percentile === undefined
    ? /^(?:IQM|(?:tm|wm|tc|ts|TM|WM|TC|TS|PR)\S+)$/.test(statistic)
    : Number(percentile) <= 100;
}

const endpoints: Record<string, RegExp> = {
  email: /^[^\s@]+@[^\s@]+$/,
  "email-json": /^[^\s@]+@[^\s@]+$/,
  http: /^http:\/\/\S+$/,
  https: /^https:\/\/\S+$/,
  lambda: /^arn:/,
  sqs: /^arn:/,
  firehose: /^arn:/,
  application: /^arn:/,
};

function isMatch(pattern: string, value: unknown): boolean {
  try {
    return new RegExp(pattern).test(String(value)) || typeof value === "object";
  } catch {
    return false;
  }
}

function findInTags(Tags: unknown): string[] {
  const keys = Array.isArray(Tags) ? listOf(Tags).map(({ Key }) => Key) : Object.keys(Tags ?? {});
  return [
    ...keys
      .filter((key) => /^aws:/i.test(String(key)))
      .map((key) => `the tag ${String(key)} begins with aws:, which AWS keeps for itself.`),
    ...(new Set(keys).size < keys.length ? ["Tags has a key twice."] : []),
  ];
}
