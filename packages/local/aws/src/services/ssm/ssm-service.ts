import { z } from "zod";

import type { Account } from "../../account.ts";
import { resourceOf } from "../../arn.ts";
import { jsonService } from "../json-service.ts";
import { operation, text, whole } from "../operation.ts";
import { page } from "../page.ts";
import type { Service, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import {
  checkPath,
  describeParameter,
  findParameters,
  parameterFilter,
  parametersBelow,
} from "./describe-parameters.ts";
import type { Parameter, ParameterVersion } from "./parameters.ts";
import { putParameter, putParameterInput } from "./put-parameter.ts";

/** Systems Manager Parameter Store: the calls that read, write and delete parameters. */
export function ssmService(account: Account): Service {
  const { parameters } = account;
  const toArn = (name: string): string =>
    `arn:aws:ssm:${account.region}:${account.accountId}:parameter/${name.replace(/^\//, "")}`;

  // Reads accept a parameter's ARN in place of its name, and a version behind either.
  function readSelector(selector: string): { name: string; wanted: string | undefined } {
    const resource = selector.startsWith("arn:") ? resourceOf(selector, "ssm", account) : undefined;
    if (selector.startsWith("arn:") && !resource?.startsWith("parameter/")) throw notFound(selector);
    const path = resource?.slice("parameter".length);
    const text = path === undefined ? selector : path.indexOf("/", 1) < 0 ? path.slice(1) : path;
    const [name = "", wanted, ...rest] = text.split(":");
    if (rest.length > 0 || !/^[\w.\-/]+$/.test(name) || wanted === "") throw badName();
    return { name, wanted };
  }

  function find(selector: string): FoundParameter | undefined {
    const { name, wanted } = readSelector(selector);
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

  // In a list what is not there is said to be none, and the rest is read.
  function findInList(selector: string): FoundParameter | undefined {
    try {
      return find(selector);
    } catch (error) {
      if (error instanceof ServiceError && error.code.endsWith("NotFound")) return undefined;
      throw error;
    }
  }

  const authorize = (call: ServiceCall, operation: string, selector: string): void =>
    call.authorize(`ssm:${operation}`, selector.startsWith("arn:") ? selector : toArn(selector.split(":")[0]!));

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
        authorize(call, "GetParameter", name);
        const found = find(name);
        if (!found) throw notFound(name);
        return { Parameter: describe(found.parameter, found.version, decrypt, found.selector) };
      },
    ),
    GetParameters: operation(
      z.strictObject({ Names, WithDecryption }),
      ({ Names: names, WithDecryption: decrypt }, call) => {
        for (const name of names) authorize(call, "GetParameters", name);
        const found = names.map((name) => ({ name, match: findInList(name) }));
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
      checkPath(path);
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
    DeleteParameter: operation(z.strictObject({ Name }), ({ Name: name }, call) => {
      authorize(call, "DeleteParameter", name);
      if (!parameters.delete(readSelector(name).name)) throw notFound(name);
      return {};
    }),
    DeleteParameters: operation(z.strictObject({ Names }), ({ Names: names }, call) => {
      for (const name of names) authorize(call, "DeleteParameters", name);
      const deleted = names.filter((name) => parameters.delete(name));
      return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
    }),
  });
}

/** A parameter that was asked for, the version that was meant, and how it was asked for. */
interface FoundParameter {
  parameter: Parameter;
  version: ParameterVersion;
  selector: string | undefined;
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
const badName = (): ServiceError =>
  new ServiceError(
    "ValidationException",
    "Invalid parameter name. Please use correct syntax for referencing a version/label <name>:<version/label>",
  );
const notFound = (name: string): ServiceError => new ServiceError("ParameterNotFound", `Parameter ${name} not found.`);
