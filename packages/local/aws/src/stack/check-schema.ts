/** As much of JSON Schema as the resource schemas of CloudFormation use, and the four keywords that cfn-lint adds. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean;
  required?: string[];
  requiredXor?: string[];
  requiredOr?: string[];
  dependentExcluded?: Record<string, string[]>;
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  if?: Schema;
  then?: Schema;
  definitions?: Record<string, Schema>;
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value as it is written in a template. */
export const writtenAs = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Whether a value is an intrinsic function of CloudFormation, so that only a deployment knows it. */
export function isIntrinsic(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name !== undefined && /^(?:Ref|Fn::\w+)$/.test(name);
}

// CloudFormation takes a number or a truth value in quotes, and a text without them.
const isOf: Record<string, (value: unknown) => boolean> = {
  string: (value) => ["string", "number", "boolean"].includes(typeof value),
  number: (value) => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(String(value)) && typeof value !== "object",
  integer: (value) => /^-?\d+(?:\.0+)?$/.test(String(value)) && typeof value !== "object",
  boolean: (value) => value === true || value === false || /^(?:true|false)$/i.test(String(value)),
  array: Array.isArray,
  object: isObject,
};
const named: Record<string, string> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

/** What is wrong with a resource's properties by its schema, a sentence each; what an intrinsic function stands for is not looked at. */
export function findAgainstSchema(properties: Fields, root: Schema): string[] {
  return find(properties, root, "", root);
}

function find(value: unknown, schema: Schema, path: string, root: Schema): string[] {
  if (value === undefined || isIntrinsic(value)) return [];
  const at = path === "" ? "the resource" : path;
  const target = schema.$ref === undefined ? undefined : root.definitions?.[schema.$ref.split("/").at(-1)!];
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOf[type]?.(value)))
    return [`${at} has to be ${types.map((type) => named[type]).join(" or ")}.`];
  return [
    ...(target ? find(value, target, path, root) : []),
    ...findInScalar(value, schema, at),
    ...(Array.isArray(value) ? findInList(value, schema, path, root) : []),
    ...(isObject(value) ? findInObject(value, schema, path, root) : []),
    ...findInCombined(value, schema, path, root),
  ];
}

function findInScalar(value: unknown, schema: Schema, at: string): string[] {
  if (typeof value === "object") return [];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const length = Array.from(text).length;
  const { minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = schema;
  const allowed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const has = (isWrong: boolean, says: string): string[] => (isWrong ? [`${at} has to be ${says}.`] : []);
  return [
    ...has(allowed !== undefined && !allowed.some((one) => String(one) === text), `one of ${allowed?.join(", ")}`),
    ...has(schema.pattern !== undefined && !patternOf(schema.pattern).test(text), `text like ${schema.pattern}`),
    ...has(length < minLength, `at least ${minLength} characters long`),
    ...has(length > maxLength, `at most ${maxLength} characters long`),
    ...has(Number(value) < minimum, `at least ${minimum}`),
    ...has(Number(value) > maximum, `at most ${maximum}`),
  ];
}

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, source.includes("\\p{") ? "u" : "");
  patterns.set(source, known);
  return known;
}

function findInList(list: unknown[], schema: Schema, path: string, root: Schema): string[] {
  const { items, minItems = 0, maxItems = Infinity, uniqueItems = false } = schema;
  // What stands for an item may be none, or several.
  const isWhole = !list.some(isIntrinsic);
  const isDouble = uniqueItems && new Set(list.map((item) => JSON.stringify(item))).size < list.length;
  return [
    ...(isWhole && list.length < minItems ? [`${path} has to hold at least ${minItems}.`] : []),
    ...(isWhole && list.length > maxItems ? [`${path} has to hold at most ${maxItems}.`] : []),
    ...(isWhole && isDouble ? [`${path} holds one thing twice.`] : []),
    ...(items ? list.flatMap((item, index) => find(item, items, `${path}[${index}]`, root)) : []),
  ];
}

function findInObject(fields: Fields, schema: Schema, path: string, root: Schema): string[] {
  const { properties = {}, patternProperties = {}, additionalProperties, required = [] } = schema;
  const inner = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const at = path === "" ? "the resource" : path;
  const has = (name: string): boolean => Object.hasOwn(fields, name) && fields[name] !== undefined;
  // Whether an Fn::If leaves it out only a deployment knows.
  const isSure = (name: string): boolean => has(name) && !isIntrinsic(fields[name]);
  const { requiredXor = [], requiredOr = [], dependentExcluded = {} } = schema;
  return [
    ...required.filter((name) => !has(name)).map((name) => `${inner(name)} is missing.`),
    ...(requiredXor.length > 0 && !requiredXor.some(has) ? [`${at} needs one of ${requiredXor.join(", ")}.`] : []),
    ...(requiredXor.filter(isSure).length > 1 ? [`${at} takes only one of ${requiredXor.join(", ")}.`] : []),
    ...(requiredOr.length > 0 && !requiredOr.some(has) ? [`${at} needs one of ${requiredOr.join(", ")}.`] : []),
    ...Object.entries(dependentExcluded).flatMap(([name, others]) =>
      others
        .filter((other) => isSure(name) && isSure(other) && (name < other || !dependentExcluded[other]?.includes(name)))
        .map((other) => `${inner(name)} and ${inner(other)} cannot both be set.`),
    ),
    ...Object.keys(fields).flatMap((name) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const like = Object.entries(patternProperties).find(([pattern]) => patternOf(pattern).test(name))?.[1];
      const found = own ?? like;
      if (found) return find(fields[name], found, inner(name), root);
      if (additionalProperties !== false) return [];
      const known = Object.keys(properties).join(", ");
      return [`${inner(name)} is unknown; ${at} takes ${known || Object.keys(patternProperties).join(", ")}.`];
    }),
  ];
}

function findInCombined(value: unknown, schema: Schema, path: string, root: Schema): string[] {
  const found = (one: Schema): string[] => find(value, one, path, root);
  const either = schema.anyOf ?? schema.oneOf;
  const tried = either?.map(found) ?? [];
  return [
    ...(tried.length > 0 && tried.every((problems) => problems.length > 0) ? tried[0]! : []),
    ...(schema.allOf ?? []).flatMap(found),
    ...(schema.if && schema.then && found(schema.if).length === 0 ? found(schema.then) : []),
  ];
}
