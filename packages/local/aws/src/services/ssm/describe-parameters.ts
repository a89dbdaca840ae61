import { ServiceError } from "../../service-error.ts";
import type { Parameter } from "./parameters.ts";

/** One filter: values of which one has to fit, compared as `Option` says. */
interface ParameterFilter {
  Key: string;
  Option?: string;
  Values?: string[];
}

const maxResults = 50;

/** DescribeParameters: names and kinds, never a value. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html */
export function describeParameters(
  parameters: readonly Parameter[],
  input: Record<string, unknown>,
  toArn: (name: string) => string,
): object {
  const filters = (input["ParameterFilters"] ?? []) as ParameterFilter[];
  const limit = Number(input["MaxResults"] ?? maxResults);
  if (!(limit >= 1 && limit <= maxResults))
    throw new ServiceError("ValidationException", `MaxResults must be between 1 and ${maxResults}.`);
  const found = parameters
    .filter((parameter) => filters.every((filter) => fits(parameter, filter)))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const after = input["NextToken"] as string | undefined;
  const start = after === undefined ? 0 : found.findIndex(({ name }) => name > Buffer.from(after, "base64").toString());
  const page = start === -1 ? [] : found.slice(start, start + limit);
  const last = start !== -1 && start + limit < found.length ? page.at(-1) : undefined;
  return {
    Parameters: page.map(({ name, type, tier, keyId, description, versions }) => ({
      Name: name,
      ARN: toArn(name),
      Type: type,
      Tier: tier,
      Version: versions.at(-1)!.version,
      LastModifiedDate: versions.at(-1)!.modifiedAt.getTime() / 1000,
      DataType: "text",
      ...(keyId !== undefined && { KeyId: keyId }),
      ...(description !== undefined && { Description: description }),
    })),
    ...(last && { NextToken: Buffer.from(last.name).toString("base64") }),
  };
}

function fits({ name, type, tier }: Parameter, { Key, Option = "Equals", Values = [] }: ParameterFilter): boolean {
  const compare = (compared: string): boolean =>
    Values.some((value) => {
      if (Option === "Equals") return compared === value;
      if (Option === "BeginsWith") return compared.startsWith(value);
      if (Option === "Contains") return compared.includes(value);
      throw new ServiceError("InvalidFilterOption", `Local AWS knows no option ${Option} of the filter ${Key}.`);
    });
  if (Key === "Name") return compare(name);
  if (Key === "Type") return compare(type);
  if (Key === "Tier") return compare(tier);
  if (Key !== "Path") throw new ServiceError("InvalidFilterKey", `Local AWS knows no filter ${Key}.`);
  return Values.some((path) => {
    const prefix = path.replace(/\/?$/, "/");
    return name.startsWith(prefix) && (Option === "Recursive" || !name.slice(prefix.length).includes("/"));
  });
}
