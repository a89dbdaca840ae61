import { readPattern } from "./read-pattern.ts";
import type { TemplateParameter } from "./template.ts";

const fromStore = /^AWS::SSM::Parameter::Value<(.+)>$/;

/** The values of a template's parameters as they are written: what was given, or their defaults. */
export function writtenParameters(
  declared: Record<string, TemplateParameter> = {},
  given: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { Default }]) => {
      const said = Object.hasOwn(given, name) ? given[name] : Default;
      const value = typeof said === "string" || said === undefined ? said : JSON.stringify(said);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * The values a template's parameters have: what was given, or their defaults, `stored` in Parameter Store where their
 * type says so. Throws CloudFormation's sentence for what is missing, not allowed or not declared.
 */
export function readParameters(
  stored: (name: string) => string | undefined,
  declared: Record<string, TemplateParameter> = {},
  given: Record<string, string> = {},
): Record<string, unknown> {
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
  if (strangers.length > 0) throw new Error(`Parameters: [${strangers.join(", ")}] do not exist in the template`);
  const written = writtenParameters(declared, given);
  const missing = Object.keys(declared).filter((name) => !Object.hasOwn(written, name));
  if (missing.length > 0) throw new Error(`Parameters: [${missing.join(", ")}] must have values`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, parameter]) => {
      const { Type } = parameter;
      const value = written[name]!;
      refuseValue(name, parameter, value);
      const [, type = Type] = fromStore.exec(Type) ?? [];
      return [name, toValue(type, fromStore.test(Type) ? lookUp(stored, value) : value)];
    }),
  );
}

/** Throws CloudFormation's sentence for a value that a parameter does not take. */
export function refuseValue(name: string, parameter: TemplateParameter, value: string): void {
  const { AllowedValues, AllowedPattern } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(value))
    throw new Error(`Parameter '${name}' must be one of AllowedValues`);
  refuseOutside(name, parameter, value);
  if (AllowedPattern !== undefined && !readPattern(AllowedPattern, "whole")?.test(value))
    throw new Error(`Parameter '${name}' must match pattern ${AllowedPattern}`);
}

function refuseOutside(name: string, parameter: TemplateParameter, value: string): void {
  const { Type, MinLength = 0, MaxLength = Infinity, MinValue = -Infinity, MaxValue = Infinity } = parameter;
  const numbers = Type === "List<Number>" ? value.split(",") : Type === "Number" ? [value] : [];
  if (numbers.some((one) => one.trim() === "" || !Number.isFinite(Number(one))))
    throw new Error(`Parameter '${name}' must be a number`);
  if (numbers.some((one) => Number(one) < Number(MinValue)))
    throw new Error(`Parameter '${name}' must be a number not less than ${MinValue}`);
  if (numbers.some((one) => Number(one) > Number(MaxValue)))
    throw new Error(`Parameter '${name}' must be a number not greater than ${MaxValue}`);
  if (Type !== "String") return;
  if (value.length < Number(MinLength))
    throw new Error(`Parameter '${name}' must contain at least ${MinLength} characters`);
  if (value.length > Number(MaxLength))
    throw new Error(`Parameter '${name}' must contain at most ${MaxLength} characters`);
}

function lookUp(stored: (name: string) => string | undefined, name: string): string {
  const found = stored(name);
  if (found !== undefined) return found;
  throw new Error(`Unable to fetch parameters [${name}] from parameter store for this account.`);
}

function toValue(type: string, value: string): unknown {
  return type === "CommaDelimitedList" || type.startsWith("List<")
    ? value.split(",").map((item) => item.trim())
    : value;
}
