/** The parts of an OpenAPI schema that say what a value may look like. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: readonly unknown[];
  required?: readonly string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
}

/** Where a value departs from a schema: types, enums, required keys and limits, each as a path and a reason. */
export function schemaProblems(schema: Schema, value: unknown, resolve: (ref: string) => Schema, path = "$"): string[] {
  if (schema.$ref !== undefined) return schemaProblems(resolve(schema.$ref), value, resolve, path);
  const type = typeOf(value);
  const isExpected = type === schema.type || (type === "integer" && schema.type === "number");
  if (schema.type !== undefined && !isExpected) return [`${path} is ${type}, not ${schema.type}`];
  const problems: string[] = [];
  if (schema.enum !== undefined && !schema.enum.includes(value)) problems.push(`${path} is not in the enum`);
  if (typeof value === "string" && value.length > (schema.maxLength ?? Infinity)) problems.push(`${path} is too long`);
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) problems.push(`${path} has too few items`);
    if (value.length > (schema.maxItems ?? Infinity)) problems.push(`${path} has too many items`);
    for (const [index, item] of value.entries()) {
      if (schema.items) problems.push(...schemaProblems(schema.items, item, resolve, `${path}[${index}]`));
    }
  } else if (typeof value === "object" && value !== null) {
    for (const key of schema.required ?? []) if (!Object.hasOwn(value, key)) problems.push(`${path}.${key} is missing`);
    for (const [key, item] of Object.entries(value)) {
      const property = schema.properties?.[key];
      if (property) problems.push(...schemaProblems(property, item, resolve, `${path}.${key}`));
    }
  }
  return problems;
}

/** Where a value departs in keys or types from an example; lists are compared item by item with the example's first. */
export function exampleProblems(example: unknown, value: unknown, path = "$"): string[] {
  if (typeOf(example) !== typeOf(value)) return [`${path} is ${typeOf(value)}, not ${typeOf(example)}`];
  if (Array.isArray(example) && Array.isArray(value)) {
    return value.flatMap((item, index) => exampleProblems(example[0], item, `${path}[${index}]`));
  }
  if (typeof example !== "object" || example === null || typeof value !== "object" || value === null) return [];
  const theirs = new Map(Object.entries(example));
  const ours = new Map(Object.entries(value));
  return [
    ...[...theirs.keys()].filter((key) => !ours.has(key)).map((key) => `${path}.${key} is missing`),
    ...[...ours.keys()].filter((key) => !theirs.has(key)).map((key) => `${path}.${key} is not in the example`),
    ...[...theirs].flatMap(([key, item]) =>
      ours.has(key) ? exampleProblems(item, ours.get(key), `${path}.${key}`) : [],
    ),
  ];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return typeof value;
}
