import { z } from "zod";

import { ServiceError } from "../../service-error.ts";

/** Attributes in DynamoDB's notation, by name: `{ "pk": { "S": "a" } }`. */
export type Item = Record<string, Record<string, unknown>>;

const maxDepth = 32;
const empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
const several =
  "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes";
const isText = (value: unknown): boolean => typeof value === "string";
const isBytes = (value: unknown): boolean =>
  typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value;
const isSetOf = (isMember: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(isMember);
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const types: Record<string, (value: unknown) => boolean> = {
  S: isText,
  N: isText,
  B: isBytes,
  BOOL: (value) => typeof value === "boolean",
  NULL: (value) => value === true,
  SS: isSetOf(isText),
  NS: isSetOf(isText),
  BS: isSetOf(isBytes),
  L: Array.isArray,
  M: isMap,
};

// The engine takes an attribute value that is one for granted, so none that is not gets there.
function findFault(value: unknown, depth: number): string | undefined {
  const [entry, ...others] = isMap(value) ? Object.entries(value) : [];
  if (!entry) return empty;
  if (others.length > 0) return several;
  const [type, inner] = entry;
  const isType = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!isType || inner === null) return empty;
  if (!isType(inner)) return `The value of the type ${type} cannot be read as one`;
  if (type !== "L" && type !== "M") return undefined;
  if (depth === maxDepth) return "Nesting Levels have exceeded supported limits";
  for (const item of Object.values(inner as object)) {
    const fault = findFault(item, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const attributeValue = z.unknown().superRefine((value, context) => {
  const fault = findFault(value, 1);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const longestNameBytes = 65_535;

/** Attributes by name, each a value of one type. */
export const attributes = z
  .record(z.string(), attributeValue)
  .refine((item) => Object.keys(item).every((name) => name !== "" && Buffer.byteLength(name) <= longestNameBytes), {
    error: `An attribute's name has 1 to ${longestNameBytes} bytes`,
  }) as unknown as z.ZodType<Item>;

const bytesOf = (text: unknown): number => Buffer.byteLength(String(text));
const sum = (list: unknown, measure: (value: unknown) => number): number =>
  (list as unknown[]).reduce<number>((total, value) => total + measure(value), 0);

/** How much of its 400 KB an item takes, in bytes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function itemSizeBytes(item: Item): number {
  return sum(Object.entries(item), (entry) => {
    const [name, value] = entry as [string, Record<string, unknown>];
    return bytesOf(name) + valueSizeBytes(value);
  });
}

/** How large a value is, in bytes. */
export function valueSizeBytes(value: Record<string, unknown>): number {
  const [type = "", inner] = Object.entries(value)[0] ?? [];
  switch (type) {
    case "S":
      return bytesOf(inner);
    case "N":
      return numberSizeBytes(inner);
    case "B":
      return Buffer.byteLength(String(inner), "base64");
    case "SS":
      return sum(inner, bytesOf);
    case "NS":
      return sum(inner, numberSizeBytes);
    case "BS":
      return sum(inner, (bytes) => Buffer.byteLength(String(bytes), "base64"));
    case "L":
      return 3 + sum(inner, (item) => 1 + valueSizeBytes(item as Record<string, unknown>));
    case "M":
      return 3 + Object.keys(inner as Item).length + itemSizeBytes(inner as Item);
    default:
      return 1;
  }
}

const mostDigits = 38;

/** Refuses an item with a number that DynamoDB does not hold, such as the sum of two it does: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-data-types-number */
export function refuseLongNumbers(item: Item): void {
  for (const { N, L, M } of Object.values(item)) {
    if (typeof N === "string") {
      if (digitsOf(N).length > mostDigits)
        throw new ServiceError(
          "ValidationException",
          `Attempting to store more than ${mostDigits} significant digits in a Number`,
        );
      if (Math.abs(Number(N)) >= 1e126)
        throw new ServiceError(
          "ValidationException",
          "Number overflow. Attempting to store a number with magnitude larger than supported range",
        );
    }
    if (L !== undefined || M !== undefined) refuseLongNumbers(Object.assign({}, L, M) as Item);
  }
}

function digitsOf(number: string): string {
  const [mantissa = ""] = number.toLowerCase().split("e");
  return mantissa.replaceAll(/\D/g, "").replaceAll(/^0+|0+$/g, "");
}

// A byte for two significant digits, one for the exponent, and one for a sign.
function numberSizeBytes(number: unknown): number {
  return Math.ceil(digitsOf(String(number)).length / 2) + 1 + (String(number).startsWith("-") ? 1 : 0);
}
