import { z } from "zod";

import type { Account } from "../../account.ts";
import { jsonService } from "../json-service.ts";
import { operation, text, whole } from "../operation.ts";
import { page } from "../page.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { describeParameter, findParameters, parameterFilter, parametersBelow } from "./describe-parameters.ts";
import type { Parameter, ParameterVersion } from "./parameters.ts";
import { putParameter, putParameterInput } from "./put-parameter.ts";

/** Systems Manager Parameter Store: the calls that read, write and delete parameters. */
export function ssmService(account: Account): Service {
  const { parameters } = account;
  const toArn = (name: string): string =>
    `arn:aws:ssm:${account.region}:${account.accountId}:parameter/${name.replace(/^\//, "")}`;

  function find(
    selector: string,
  ): { parameter: Parameter; version: ParameterVersion; selector: string | undefined } | undefined {
    const [name, wanted] = toName(selector).split(":") as [string, string | undefined];
    const parameter = parameters.get(name);
    if (!parameter) return undefined;
    const version =
      wanted === undefined
        ? parameter.versions.at(-1)
        : parameter.versions.find((candidate) => String(candidate.version) === wanted);
    if (!version)
      throw new ServiceError(
        "ParameterVersionNotFound",
        `Systems Manager could not find version ${wanted} of ${name}.`,
      );
    return { parameter, version, selector: wanted === undefined ? undefined : `:${wanted}` };
  }

  function describe(parameter: Parameter, version: ParameterVersion, decrypt: boolean, selector?: string): object {
    return {
      Name: parameter.name,
      Type: parameter.type,
      Value: decrypt ? version.value : (version.ciphertext ?? version.value),
      Version: version.version,
      ...(selector !== undefined && { Selector: selector }),
      LastModifiedDate: version.modifiedAt.getTime() / 1000,
      ARN: toArn(parameter.name),
      DataType: "text",
    };
  }

  return jsonService(protocol, {
    PutParameter: operation(putParameterInput, (input, call) => {
      call.authorize("ssm:PutParameter", toArn(input.Name));
      const parameter = putParameter(parameters, input);
      return { Version: parameter.versions.at(-1)!.version, Tier: parameter.tier };
    }),
    GetParameter: operation(
      z.strictObject({ Name, WithDecryption }),
      ({ Name: name, WithDecryption: decrypt }, call) => {
        call.authorize("ssm:GetParameter", toArn(toName(name).split(":")[0]!));
        const found = find(name);
        if (!found) throw notFound(name);
        return { Parameter: describe(found.parameter, found.version, decrypt, found.selector) };
      },
    ),
    GetParameters: operation(
      z.strictObject({ Names, WithDecryption }),
      ({ Names: names, WithDecryption: decrypt }, call) => {
        for (const name of names) call.authorize("ssm:GetParameters", toArn(toName(name).split(":")[0]!));
        const found = names.map((name) => ({ name, match: find(name) }));
        return {
          Parameters: found.flatMap(({ match }) =>
            match ? [describe(match.parameter, match.version, decrypt, match.selector)] : [],
          ),
          InvalidParameters: found.flatMap(({ name, match }) => (match ? [] : [name])),
        };
      },
    ),
    GetParametersByPath: operation(byPathInput, (input, call) => {
      const path = input.Path.replace(/(.)\/$/, "$1");
      if (!path.startsWith("/"))
        throw new ServiceError("ValidationException", 'The parameter path must begin with a slash "/".');
      call.authorize("ssm:GetParametersByPath", toArn(path));
      const below = parametersBelow([...parameters.values()], path, input.Recursive);
      const { items, NextToken: next } = page(below, input.NextToken, input.MaxResults, badToken);
      return {
        Parameters: items.map((parameter) => describe(parameter, parameter.versions.at(-1)!, input.WithDecryption)),
        NextToken: next,
      };
    }),
    DescribeParameters: operation(describeParametersInput, (input, call) => {
      call.authorize("ssm:DescribeParameters", "*");
      const { items, NextToken: next } = page(
        findParameters([...parameters.values()], input.ParameterFilters),
        input.NextToken,
        input.MaxResults,
        badToken,
      );
      return { Parameters: items.map((parameter) => describeParameter(parameter, toArn)), NextToken: next };
    }),
    DeleteParameter: operation(z.strictObject({ Name }), (input, call) => {
      const name = toName(input.Name);
      call.authorize("ssm:DeleteParameter", toArn(name));
      if (!parameters.delete(name)) throw notFound(name);
      return {};
    }),
    DeleteParameters: operation(z.strictObject({ Names }), (input, call) => {
      const names = input.Names.map(toName);
      for (const name of names) call.authorize("ssm:DeleteParameters", toArn(name));
      const deleted = names.filter((name) => parameters.delete(name));
      return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
    }),
  });
}

const protocol = { version: "1.1", name: "SSM", targetPrefix: "AmazonSSM", valueCode: "ValidationException" } as const;
const Name = text(1, 2048);
const Names = z.array(Name).min(1).max(10);
const WithDecryption = z.boolean().default(false);
const NextToken = text(1).optional();
const byPathInput = z.strictObject({
  Path: Name,
  Recursive: z.boolean().default(false),
  WithDecryption,
  MaxResults: whole(1, 10).default(10),
  NextToken,
});
const describeParametersInput = z.strictObject({
  ParameterFilters: z.array(parameterFilter).default([]),
  MaxResults: whole(1, 50).default(50),
  NextToken,
});

const badToken = (): ServiceError => new ServiceError("InvalidNextToken", "The specified token isn't valid.");
const notFound = (name: string): ServiceError => new ServiceError("ParameterNotFound", `Parameter ${name} not found.`);

// Reads accept a parameter's ARN in place of its name.
function toName(nameOrArn: string): string {
  if (!nameOrArn.startsWith("arn:")) return nameOrArn;
  const name = nameOrArn.split(":parameter/")[1] ?? "";
  return name.includes("/") ? `/${name}` : name;
}
