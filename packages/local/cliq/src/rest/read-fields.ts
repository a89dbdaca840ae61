import { parseExactJson } from "../exact-json.ts";
import { Refusal } from "./refusal.ts";

/** What a field of a request body may hold. Lengths count UTF-16 units, as Zoho's Java does (INFERRED). */
export type FieldRule =
  | { kind: "text"; max: number }
  | { kind: "script"; maxBytes: number }
  | { kind: "flag" }
  | { kind: "base64" }
  | { kind: "integers"; max: number }
  | { kind: "choice"; of: readonly string[] }
  | { kind: "choices"; of: readonly string[]; min: number; max: number };

type ValueOf<Rule> = Rule extends { kind: "flag" }
  ? boolean
  : Rule extends { kind: "integers" }
    ? readonly string[]
    : Rule extends { kind: "choice"; of: readonly (infer Choice)[] }
      ? Choice
      : Rule extends { kind: "choices"; of: readonly (infer Choice)[] }
        ? readonly Choice[]
        : string;

/** The fields a body may carry under these rules; integers come as exact decimal digits. */
export type FieldsOf<Rules> = { -readonly [Name in keyof Rules]?: ValueOf<Rules[Name]> };

/** Parses a JSON body under these rules; refuses unknown keys, wrong kinds and broken limits as Cliq v3 does. */
export function readFields<const Rules extends Record<string, FieldRule>>(body: string, rules: Rules): FieldsOf<Rules> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parseObject(body))) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined) {
      throw new Refusal("extra_key_found", `'${key}' is an extra key in the JSON Object.`);
    }
    fields[key] = readValue(key, value, rule);
  }
  return fields as FieldsOf<Rules>;
}

function parseObject(body: string): object {
  let parsed: unknown;
  try {
    parsed = parseExactJson(body);
  } catch {
    throw new Refusal("invalid_inputs", "The request body is not valid JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Refusal("invalid_inputs", "The request body is not a JSON object.");
  }
  return parsed;
}

function readValue(key: string, value: unknown, rule: FieldRule): unknown {
  switch (rule.kind) {
    case "flag":
      return typeof value === "boolean" ? value : mismatch(key);
    case "text":
      return withinLimit(key, readText(key, value), readText(key, value).length, 1, rule.max);
    case "script":
      return withinLimit(key, readText(key, value), Buffer.byteLength(readText(key, value)), 0, rule.maxBytes);
    case "base64": {
      const text = readText(key, value);
      return text !== "" && Buffer.from(text, "base64").toString("base64") === text ? text : mismatch(key);
    }
    case "choice":
      return rule.of.includes(readText(key, value)) ? value : mismatch(key);
    case "choices": {
      const items = readList(key, value).map((item) => (rule.of.includes(readText(key, item)) ? item : mismatch(key)));
      return withinLimit(key, items, items.length, rule.min, rule.max);
    }
    default: {
      const items = readList(key, value).map((item) => readInteger(key, item));
      return withinLimit(key, items, items.length, 0, rule.max);
    }
  }
}

function readText(key: string, value: unknown): string {
  return typeof value === "string" ? value : mismatch(key);
}

function readList(key: string, value: unknown): unknown[] {
  return Array.isArray(value) ? value : mismatch(key);
}

function readInteger(key: string, value: unknown): string {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value);
  return mismatch(key);
}

function withinLimit<Value>(key: string, value: Value, size: number, min: number, max: number): Value {
  if (size >= min && size <= max) return value;
  throw new Refusal("invalid_inputs", `The value of '${key}' must have a size of ${min} to ${max}, not ${size}.`);
}

function mismatch(key: string): never {
  throw new Refusal("input_pattern_mismatch", `Unidentified value passed for the '${key}' key`);
}
