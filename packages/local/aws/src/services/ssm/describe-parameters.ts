import { z } from "zod";

import { ServiceError } from "../../service-error.ts";
import { text } from "../operation.ts";
import type { Parameter } from "./parameters.ts";

/** One filter: values of which one has to fit, compared as `Option` says. */
export const parameterFilter = z.strictObject({
  Key: text(1, 132),
  Option: text(1, 10).optional(),
  Values: z.array(text(1, 1024)).min(1).max(50),
});
type ParameterFilter = z.output<typeof parameterFilter>;

// What each key can be compared by; the first is what it is compared by when nothing is said.
const optionsOf: Record<string, readonly string[]> = {
  Name: ["Equals", "BeginsWith", "Contains"],
  Type: ["Equals", "BeginsWith"],
  Tier: ["Equals"],
  Path: ["OneLevel", "Recursive"],
};

const valuesOf: Record<string, readonly string[]> = {
  Type: ["String", "StringList", "SecureString"],
  Tier: ["Standard", "Advanced", "Intelligent-Tiering"],
};

/** Refuses what is no path of parameters. */
export function checkPath(path: string): void {
  if (!/^\/(?:[\w.-]+(?:\/[\w.-]+)*\/?)?$/.test(path))
    throw new ServiceError(
      "ValidationException",
      'The parameter path must begin with a slash "/", and hold only letters, digits and .-_ between its slashes.',
    );
}

/** The parameters that fit all filters, by name. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export function findParameters(parameters: readonly Parameter[], filters: readonly ParameterFilter[]): Parameter[] {
  const twice = filters.find(({ Key }, index) => filters.findIndex((other) => other.Key === Key) < index);
  if (twice)
    throw new ServiceError(
      "InvalidFilterKey",
      `The following filter is duplicated in the request: ${twice.Key}. A request can contain only one occurrence of a specific filter.`,
    );
  for (const { Key, Option, Values } of filters) {
    const options = Object.hasOwn(optionsOf, Key) ? optionsOf[Key]! : undefined;
    if (!options)
      throw new ServiceError(
        "InvalidFilterKey",
        `Local AWS knows the filters ${Object.keys(optionsOf).join(", ")} only.`,
      );
    const known = Option === "BeginsWith" || !Object.hasOwn(valuesOf, Key) ? undefined : valuesOf[Key]!;
    const stranger = known && Values.find((value) => !known.includes(value));
    if (stranger !== undefined)
      throw new ServiceError(
        "InvalidFilterOption",
        `The following filter value is not valid: ${stranger}. Valid values include: [${known!.join(", ")}].`,
      );
    if (Key === "Path")
      for (const path of Values) {
        checkPath(path);
        if (/^\/(?:aws|ssm)/i.test(path))
          throw new ServiceError(
            "ValidationException",
            'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
          );
      }
    if (Option !== undefined && !options.includes(Option))
      throw new ServiceError("InvalidFilterOption", `The filter ${Key} has the options ${options.join(", ")} only.`);
  }
  return inOrder(parameters.filter((parameter) => filters.every((filter) => fits(parameter, filter))));
}

/** The parameters below a path, those directly below it unless all are wanted, by name. */
export function parametersBelow(parameters: readonly Parameter[], path: string, isRecursive: boolean): Parameter[] {
  return inOrder(parameters.filter(({ name }) => isBelow(name, path, isRecursive)));
}

/** What DescribeParameters tells of a parameter: never its value. */
export function describeParameter(parameter: Parameter, toArn: (name: string) => string): object {
  const { name, type, tier, keyId, description, allowedPattern, versions } = parameter;
  return {
    Name: name,
    ARN: toArn(name),
    Type: type,
    Tier: tier,
    Version: versions.at(-1)!.version,
    LastModifiedDate: versions.at(-1)!.modifiedAt.getTime() / 1000,
    DataType: "text",
    Policies: [],
    ...(keyId !== undefined && { KeyId: keyId }),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  };
}

const inOrder = (parameters: Parameter[]): Parameter[] =>
  parameters.toSorted((left, right) => (left.name < right.name ? -1 : 1));

function isBelow(name: string, path: string, isRecursive: boolean): boolean {
  const prefix = path.replace(/\/?$/, "/");
  return name.startsWith(prefix) && (isRecursive || !name.slice(prefix.length).includes("/"));
}

function fits(
  { name, type, tier }: Parameter,
  { Key, Option = optionsOf[Key]![0]!, Values }: ParameterFilter,
): boolean {
  if (Key === "Path") return Values.some((path) => isBelow(name, path, Option === "Recursive"));
  const compared = { Name: name, Type: type, Tier: tier }[Key]!;
  return Values.some((value) => {
    if (Option === "Contains") return compared.includes(value);
    return Option === "BeginsWith" ? compared.startsWith(value) : compared === value;
  });
}
