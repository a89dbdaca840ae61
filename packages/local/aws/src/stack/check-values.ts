import type { Template, TemplateResource } from "../template/template.ts";
import { type Rule, valueRules } from "./value-rules.ts";

const limits = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const maxEnvironmentBytes = 4_096;
const maxPolicyBytes = 10_240;

type Fields = Record<string, unknown>;
const isIntrinsic = (value: unknown): boolean => /^\{"(?:Ref|Fn::\w+)":/.test(JSON.stringify(value) ?? "");
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
      ...(BillingMode !== "PAY_PER_REQUEST" && ProvisionedThroughput === undefined
        ? ["ProvisionedThroughput is missing."]
        : []),
    ];
  },
  "AWS::CloudWatch::Alarm": ({ DatapointsToAlarm = 0, EvaluationPeriods, MetricName, Metrics, Namespace }) => [
    ...(Number(DatapointsToAlarm) > Number(EvaluationPeriods)
      ? ["DatapointsToAlarm cannot be more than EvaluationPeriods."]
      : []),
    ...((MetricName === undefined) === (Metrics === undefined) ? ["either MetricName or Metrics has to be set."] : []),
    ...(MetricName !== undefined && Namespace === undefined ? ["Namespace is missing."] : []),
  ],
  "AWS::Events::Rule": ({ ScheduleExpression, EventPattern }) =>
    ScheduleExpression === undefined && EventPattern === undefined
      ? ["either ScheduleExpression or EventPattern has to be set."]
      : [],
  "AWS::IAM::Policy": ({ PolicyDocument, Roles, Users, Groups }) => [
    ...findInPolicy(PolicyDocument, "PolicyDocument"),
    ...((Roles ?? Users ?? Groups) ? [] : ["at least one of Roles, Users and Groups has to be set."]),
  ],
  "AWS::IAM::Role": ({ AssumeRolePolicyDocument: trust, Policies }) => [
    ...statementsOf(trust).flatMap(({ Action, Principal, Resource }) => [
      ...([Action].flat().every((one) => String(one).startsWith("sts:"))
        ? []
        : ["a trust policy allows actions of sts only."]),
      ...(Principal === undefined ? ["a trust policy names a Principal."] : []),
      ...(Resource === undefined ? [] : ["a trust policy has no Resource."]),
    ]),
    ...findInVersion(trust, "AssumeRolePolicyDocument"),
    ...listOf(Policies).flatMap((policy) => findInPolicy(policy["PolicyDocument"], "a policy")),
    ...(byteLengthOf(listOf(Policies).map((policy) => policy["PolicyDocument"])) > maxPolicyBytes
      ? [`its inline policies are longer than ${maxPolicyBytes} bytes.`]
      : []),
  ],
  "AWS::Lambda::Function": ({ Environment, Runtime, Handler, LoggingConfig, PackageType = "Zip" }) => {
    const variables = (Environment as { Variables?: Fields } | undefined)?.Variables ?? {};
    const { LogFormat, ApplicationLogLevel, SystemLogLevel } = (LoggingConfig ?? {}) as Fields;
    // What stands for a value is at least an empty one.
    const literal = Object.entries(variables).map(([name, value]) => name + (typeof value === "string" ? value : ""));
    return [
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

const byteLengthOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? "");

function statementsOf(document: unknown): Fields[] {
  const { Statement = [] } = (document ?? {}) as { Statement?: unknown };
  return isIntrinsic(Statement) ? [] : ([Statement].flat() as Fields[]).filter((statement) => !isIntrinsic(statement));
}

function findInVersion(document: unknown, where: string): string[] {
  const { Version = "2012-10-17" } = (document ?? {}) as Fields;
  return /^(?:2012-10-17|2008-10-17)$/.test(String(Version))
    ? []
    : [`the Version of ${where} has to be 2012-10-17 or 2008-10-17.`];
}

function findInPolicy(document: unknown, where: string): string[] {
  const wrong = statementsOf(document).flatMap(({ Effect, Action, NotAction, Resource, NotResource, Principal }) => [
    ...(Effect === "Allow" || Effect === "Deny"
      ? []
      : [`the Effect of a statement of ${where} has to be Allow or Deny.`]),
    ...((Action === undefined) === (NotAction === undefined)
      ? [`a statement of ${where} names either Action or NotAction.`]
      : []),
    ...((Resource === undefined) === (NotResource === undefined)
      ? [`a statement of ${where} names either Resource or NotResource.`]
      : []),
    ...(Principal === undefined ? [] : [`${where} belongs to an identity, and names no Principal.`]),
    ...[Action ?? NotAction ?? []]
      .flat()
      .flatMap((one) =>
        typeof one !== "string" || /^(?:\*|[a-z\d-]+:[\w*?]+)$/i.test(one)
          ? []
          : [`${one} in ${where} is no action, such as s3:GetObject.`],
      ),
    ...[Resource ?? NotResource ?? []]
      .flat()
      .flatMap((one) => (typeof one !== "string" || /^(?:\*|arn:)/.test(one) ? [] : [`${one} in ${where} is no ARN.`])),
  ]);
  const isLong = byteLengthOf(document) > maxPolicyBytes ? [`${where} is longer than ${maxPolicyBytes} bytes.`] : [];
  return [...findInVersion(document, where), ...wrong, ...isLong];
}
