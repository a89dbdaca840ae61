import { findWrongConditions } from "./find-wrong-conditions.ts";
import { findWrongParameters } from "./find-wrong-parameters.ts";
import type { Template } from "./template.ts";

type Fields = Record<string, unknown>;

const sections =
  "AWSTemplateFormatVersion Description Metadata Parameters Rules Mappings Conditions Transform Resources Outputs Hooks";
const attributes =
  "Type Properties DependsOn Condition DeletionPolicy UpdateReplacePolicy Metadata CreationPolicy UpdatePolicy";
const waiting = ["AWS::AppStream::Fleet", "AWS::AutoScaling::AutoScalingGroup"];
/** Which types alone have an attribute that tells CloudFormation how to wait or to go on. */
const attributesOfTypes: Record<string, readonly string[]> = {
  CreationPolicy: [...waiting, "AWS::CloudFormation::WaitCondition", "AWS::EC2::Instance"],
  UpdatePolicy: [
    ...waiting,
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Elasticsearch::Domain",
    "AWS::Lambda::Alias",
    "AWS::OpenSearchService::Domain",
  ],
};
const ofParameter =
  "Type Default AllowedValues AllowedPattern ConstraintDescription Description MaxLength MaxValue MinLength MinValue NoEcho";
const pseudo = "AccountId NotificationARNs NoValue Partition Region StackId StackName URLSuffix".split(" ");

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string";
/** Written out, or left to another function. */
const isListOr = (value: unknown): boolean => typeof value === "object" && value !== null;
const operands = (argument: unknown, from: number, to: number): boolean =>
  Array.isArray(argument) && argument.length >= from && argument.length <= to;

/** What each function takes, and whether an argument is that. */
const functions: Record<string, [takes: string, isRight: (argument: unknown) => boolean]> = {
  Ref: ["a name", isText],
  "Fn::GetAtt": [
    "a resource and an attribute",
    (argument) =>
      typeof argument === "string"
        ? /^[^.]+\..+$/.test(argument)
        : Array.isArray(argument) && argument.length === 2 && isText(argument[0]),
  ],
  "Fn::Sub": [
    "a text, or a text and an object of names",
    (argument) =>
      isText(argument) ||
      (Array.isArray(argument) && argument.length === 2 && isText(argument[0]) && isObject(argument[1])),
  ],
  "Fn::Join": [
    "a separator and a list",
    (argument) => Array.isArray(argument) && operands(argument, 2, 2) && isText(argument[0]) && isListOr(argument[1]),
  ],
  "Fn::Split": [
    "a separator and a text",
    (argument) => Array.isArray(argument) && operands(argument, 2, 2) && isText(argument[0]),
  ],
  "Fn::Select": [
    "an index and a list that has it",
    (argument) =>
      Array.isArray(argument) &&
      operands(argument, 2, 2) &&
      isListOr(argument[1]) &&
      (isObject(argument[0]) ||
        (/^\d+$/.test(String(argument[0])) &&
          (!Array.isArray(argument[1]) || Number(argument[0]) < argument[1].length))),
  ],
  "Fn::FindInMap": ["a map and two keys", (argument) => operands(argument, 3, 3)],
  "Fn::If": [
    "a condition and two values",
    (argument) => operands(argument, 3, 3) && isText((argument as unknown[])[0]),
  ],
  "Fn::Base64": ["a text", (argument) => isText(argument) || isObject(argument)],
  "Fn::Equals": ["two values", (argument) => operands(argument, 2, 2)],
  "Fn::And": ["2 to 10 conditions", (argument) => operands(argument, 2, 10)],
  "Fn::Or": ["2 to 10 conditions", (argument) => operands(argument, 2, 10)],
  "Fn::Not": ["one condition", (argument) => operands(argument, 1, 1)],
};

/** A template beside what the types of its resources have for `Fn::GetAtt`. */
interface Declared extends Template {
  attributesOf: (type: string) => readonly string[] | "any";
}

/** What CloudFormation would refuse in a template before it looks at a value: sections, attributes, functions and what they name; a sentence each. */
export function findWrongParts(
  declared: Template,
  attributesOf: (type: string) => readonly string[] | "any",
): string[] {
  const template: Declared = { ...declared, attributesOf };
  const { AWSTemplateFormatVersion: version = "2010-09-09" } = template;
  const { Parameters = {}, Mappings = {}, Conditions = {}, Resources, Outputs = {} } = template;
  return [
    ...unknownOf(declared, sections, "The template"),
    ...(version === "2010-09-09" ? [] : ["AWSTemplateFormatVersion has to be 2010-09-09."]),
    ...Object.entries(Parameters).flatMap(([name, parameter]) => [
      ...misnamed(`Parameter ${name}`, name),
      ...unknownOf(parameter, ofParameter, `Parameter ${name}`),
    ]),
    ...findWrongParameters(template),
    ...Object.entries(Mappings).flatMap(([name, map]) => [
      ...(Object.keys(map).length > 0 && Object.values(map).every((keys) => Object.keys(keys).length > 0)
        ? []
        : [`Mapping ${name} has nothing in it.`]),
      ...Object.values(map)
        .flatMap((keys) => Object.entries(keys))
        .filter(([, value]) => isObject(value) || value === null)
        .map(([key]) => `Mapping ${name}: its ${key} has to be a text or a list.`),
    ]),
    ...findWrongConditions(template),
    ...Object.entries(Conditions).flatMap(([name, condition]) => [
      ...(isObject(condition) && /^(?:Condition|Fn::(?:Equals|And|Or|Not))$/.test(Object.keys(condition).join())
        ? []
        : [`Condition ${name} has to be one of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition.`]),
      ...findInValue(condition, { ...template, Resources: {} }, `Condition ${name}`),
    ]),
    ...Object.entries(Resources).flatMap(([logicalId, resource]) => [
      ...unknownOf(resource, attributes, logicalId),
      ...Object.entries(attributesOfTypes)
        .filter(([name, types]) => Object.hasOwn(resource, name) && !types.includes(resource.Type))
        .map(([name]) => `${logicalId} has a ${name}, which CloudFormation does not take of ${resource.Type}.`),
      ...undeclared(resource.Condition, template, logicalId),
      ...findInValue(resource.Properties, template, logicalId),
    ]),
    ...Object.entries(Outputs).flatMap(([name, output]) => [
      ...misnamed(`Output ${name}`, name),
      ...unknownOf(output, "Value Description Export Condition", `Output ${name}`),
      ...undeclared(output.Condition, template, `Output ${name}`),
      ...(["string", "number", "boolean"].includes(typeof output.Value) || functionOf(output.Value) !== undefined
        ? []
        : [`Output ${name}: its Value has to be a text.`]),
      ...(["string", "undefined"].includes(typeof output.Description) && (output.Description ?? "").length <= 1_024
        ? []
        : [`Output ${name}: its Description has to be a text of at most 1024 characters.`]),
      ...(output.Export === undefined || Object.keys(Object(output.Export)).join() === "Name"
        ? []
        : [`Output ${name}: its Export has a Name and nothing else.`]),
      ...findInValue(output.Export, { ...template, Resources: {} }, `Output ${name}`),
      ...findInValue(output, template, `Output ${name}`),
    ]),
  ];
}

const unknownOf = (fields: object, known: string, where: string): string[] =>
  Object.keys(fields)
    .filter((name) => !known.split(" ").includes(name))
    .map(
      (name) =>
        `${where} has ${name}, which CloudFormation does not know there; it takes ${known.replaceAll(" ", ", ")}.`,
    );
const misnamed = (where: string, name: string): string[] =>
  /^[a-zA-Z\d]{1,255}$/.test(name) ? [] : [`${where}: a name is letters and digits.`];
const undeclared = (condition: string | undefined, { Conditions = {} }: Template, where: string): string[] =>
  condition === undefined || Object.hasOwn(Conditions, condition)
    ? []
    : [`${where} names the condition ${condition}, which the template does not have.`];

function functionOf(value: unknown): [name: string, argument: unknown] | undefined {
  const entries = isObject(value) ? Object.entries(value) : [];
  const [name = "", argument] = entries[0] ?? [];
  return entries.length === 1 && (name === "Ref" || name.startsWith("Fn::")) ? [name, argument] : undefined;
}

function findInValue(value: unknown, template: Declared, where: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => findInValue(item, template, where));
  if (typeof value === "string" && value.includes("{{resolve:"))
    return [`${where} has a dynamic reference ({{resolve:…}}), which local AWS does not resolve.`];
  if (!isObject(value)) return [];
  const [name, argument] = functionOf(value) ?? [];
  if (name === undefined) return Object.values(value).flatMap((inner) => findInValue(inner, template, where));
  const [takes, isRight] = functions[name] ?? [];
  if (isRight === undefined) return [`${where} uses ${name}, which local AWS does not resolve.`];
  if (!isRight(argument)) return [`${where}: ${name} takes ${takes}.`];
  const inner = isObject(argument) || Array.isArray(argument) ? findInValue(argument, template, where) : [];
  return [...findInTarget(name, argument, template, where), ...inner];
}

function findInTarget(name: string, argument: unknown, template: Declared, where: string): string[] {
  switch (name) {
    case "Ref":
      return findNamed(String(argument), template, `${where}: Ref`);
    case "Fn::GetAtt":
      return findNamed(
        // An attribute's name may be another function.
        Array.isArray(argument) ? argument.filter(isText).join(".") : String(argument),
        template,
        `${where}: Fn::GetAtt`,
      );
    case "Fn::Sub": {
      const [text, names] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Fields];
      return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].flatMap(([, target = ""]) =>
        Object.hasOwn(names, target) ? [] : findNamed(target, template, `${where}: Fn::Sub`),
      );
    }
    case "Fn::If":
      return undeclared(String((argument as unknown[])[0]), template, where);
    case "Fn::FindInMap": {
      const keys = argument as unknown[];
      let map: unknown = template.Mappings ?? {};
      for (const key of keys) {
        if (typeof key !== "string") return [];
        if (!isObject(map) || !Object.hasOwn(map, key))
          return [`${where}: Fn::FindInMap finds no ${keys.map(String).join(".")}.`];
        map = map[key];
      }
      return [];
    }
    default:
      return [];
  }
}

// A name, or, with a dot, the attribute of a resource.
function findNamed(target: string, { Parameters = {}, Resources, attributesOf }: Declared, where: string): string[] {
  const [name = "", ...attribute] = target.split(".");
  const resource = Object.hasOwn(Resources, name) ? Resources[name] : undefined;
  if (resource !== undefined) {
    const known = attribute.length === 0 ? "any" : attributesOf(resource.Type);
    if (known === "any" || known.includes(attribute.join("."))) return [];
    const there = known.length === 0 ? "it has none" : `there is ${known.join(", ")}`;
    return [
      `${where} names ${attribute.join(".")} of ${name}, which local AWS does not have of ${resource.Type}: ${there}.`,
    ];
  }
  if (attribute.length === 0 && (Object.hasOwn(Parameters, name) || pseudo.some((one) => `AWS::${one}` === name)))
    return [];
  return [`${where} names ${name}, which the template does not have.`];
}
