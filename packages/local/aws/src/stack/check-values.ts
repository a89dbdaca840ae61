import type { Template, TemplateResource } from "../template/template.ts";
import { acrossRules } from "./across-rules.ts";
import { findBetweenResources } from "./between-resources.ts";
import { findAgainstSchema, isIntrinsic, type Schema } from "./check-schema.ts";
import resourceSchemas from "./resource-schemas.json" with { type: "json" };
import { type Rule, valueRules } from "./value-rules.ts";

const limits = { Resources: 500, Outputs: 200, Parameters: 200, Mappings: 200 } as const;
const maxTags = 50;
/** What may become of a resource; a snapshot can be made of none of those that run here. */
const policiesOf = {
  DeletionPolicy: ["Delete", "Retain", "RetainExceptOnCreate"],
  UpdateReplacePolicy: ["Delete", "Retain"],
};

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
    ...findBetweenResources(template),
  ];
}

const ofType = <Known>(known: Record<string, Known>, type: string): Known | undefined =>
  Object.hasOwn(known, type) ? known[type] : undefined;

/** What AWS would refuse in the properties of one resource, as far as they are written out. */
export function findInProperties(type: string, properties: Fields): string[] {
  const rules = Object.entries(
    ofType(valueRules, type.startsWith("Custom::") ? "AWS::CloudFormation::CustomResource" : type) ?? {},
  );
  const schema = ofType(schemas, type);
  const bySchema = schema ? findAgainstSchema(properties, schema) : [];
  // What is of another shape is said once; the rules look at values of the right one.
  if (bySchema.length > 0) return bySchema;
  return [
    ...rules.flatMap(([path, rule]) => apply(properties, path.split("."), rule, "")),
    ...(ofType(acrossRules, type)?.(properties) ?? []),
    ...(isIntrinsic(properties["Tags"]) ? [] : findInTags(properties["Tags"])),
  ];
}

function findInResource(logicalId: string, resource: TemplateResource, { Resources }: Template): string[] {
  const { Type, Properties = {}, DependsOn = [] } = resource;
  return [
    ...findInProperties(Type, Properties),
    ...(/^[a-zA-Z\d]{1,255}$/.test(logicalId) ? [] : ["a logical id is letters and digits."]),
    ...[DependsOn]
      .flat()
      .flatMap((name) => (Object.hasOwn(Resources, name) ? [] : [`DependsOn names ${name}, which is no resource.`])),
    ...Object.entries(policiesOf).flatMap(([name, known]) => {
      const policy = resource[name as "DeletionPolicy"];
      return policy === undefined || known.includes(policy) ? [] : [`${name} has to be one of ${known.join(", ")}.`];
    }),
  ];
}

// One step of a path at a time; an intrinsic function anywhere on it ends the way.
function apply(value: unknown, [step, ...rest]: string[], rule: Rule | undefined, at: string): string[] {
  if (value === undefined || isIntrinsic(value)) return [];
  if (step === undefined) return rule === undefined || rule.allows(value) ? [] : [broken(rule, value, at.slice(1))];
  const [, isRequired = "", name = "", many = ""] = /^(!?)(\w+)(\[\]|\{\})?$/.exec(step) ?? [];
  const inner = (value as Fields)[name];
  if (inner === undefined) return isRequired === "" ? [] : [`${`${at}.${name}`.slice(1)} is missing.`];
  if (many === "") return apply(inner, rest, rule, `${at}.${name}`);
  if (isIntrinsic(inner)) return [];
  if (many === "[]") return listOf(inner).flatMap((item) => apply(item, rest, rule, `${at}.${name}[]`));
  return Object.keys(inner as Fields).flatMap((key) => apply(key, rest, rule, `${at}.${name}.${key}`));
}

const broken = ({ says, isLocal }: Rule, value: unknown, at: string): string =>
  isLocal ? `${at} is ${String(value)}, which local AWS does not support: it has ${says}.` : `${at} has to be ${says}.`;

function findInTags(Tags: unknown): string[] {
  const keys = Array.isArray(Tags) ? listOf(Tags).map(({ Key }) => Key) : Object.keys(Tags ?? {});
  return [
    ...keys
      .filter((key) => /^aws:/i.test(String(key)))
      .map((key) => `the tag ${String(key)} begins with aws:, which AWS keeps for itself.`),
    ...(new Set(keys).size < keys.length ? ["Tags has a key twice."] : []),
    ...(keys.length > maxTags ? [`Tags has ${keys.length} tags; AWS takes ${maxTags}.`] : []),
  ];
}
