import type { Account } from "../../account.ts";
import { jsonService } from "../json-service.ts";
import type { Service } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";
import { describeParameters } from "./describe-parameters.ts";
import type { Parameter, ParameterVersion } from "./parameters.ts";
import { putParameter, type PutParameterInput } from "./put-parameter.ts";

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

  return jsonService("1.1", "SSM", {
    PutParameter(input, call) {
      call.authorize("ssm:PutParameter", toArn(String(input["Name"])));
      const parameter = putParameter(parameters, input as unknown as PutParameterInput);
      return { Version: parameter.versions.at(-1)!.version, Tier: parameter.tier };
    },
    GetParameter(input, call) {
      const name = String(input["Name"]);
      call.authorize("ssm:GetParameter", toArn(toName(name).split(":")[0]!));
      const found = find(name);
      if (!found) throw new ServiceError("ParameterNotFound", `Parameter ${name} not found.`);
      return { Parameter: describe(found.parameter, found.version, input["WithDecryption"] === true, found.selector) };
    },
    GetParameters(input, call) {
      const names = input["Names"] as string[];
      if (names.length === 0 || names.length > 10)
        throw new ServiceError("ValidationException", "Member must have between 1 and 10 names.");
      for (const name of names) call.authorize("ssm:GetParameters", toArn(toName(name).split(":")[0]!));
      const found = names.map((name) => ({ name, match: find(name) }));
      return {
        Parameters: found.flatMap(({ match }) =>
          match ? [describe(match.parameter, match.version, input["WithDecryption"] === true, match.selector)] : [],
        ),
        InvalidParameters: found.flatMap(({ name, match }) => (match ? [] : [name])),
      };
    },
    GetParametersByPath(input, call) {
      const path = String(input["Path"]).replace(/(.)\/$/, "$1");
      if (!path.startsWith("/"))
        throw new ServiceError("ValidationException", 'The parameter path must begin with a slash "/".');
      call.authorize("ssm:GetParametersByPath", toArn(path));
      const limit = Number(input["MaxResults"] ?? 10);
      if (!(limit >= 1 && limit <= 10))
        throw new ServiceError("ValidationException", "MaxResults must be between 1 and 10.");
      const prefix = path === "/" ? "/" : `${path}/`;
      const below = [...parameters.values()]
        .filter(
          ({ name }) =>
            name.startsWith(prefix) && (input["Recursive"] === true || !name.slice(prefix.length).includes("/")),
        )
        .toSorted((left, right) => (left.name < right.name ? -1 : 1));
      const start = fromToken(input["NextToken"] as string | undefined);
      const page = below.slice(start, start + limit);
      return {
        Parameters: page.map((parameter) =>
          describe(parameter, parameter.versions.at(-1)!, input["WithDecryption"] === true),
        ),
        ...(start + limit < below.length && { NextToken: Buffer.from(String(start + limit)).toString("base64") }),
      };
    },
    DescribeParameters(input, call) {
      call.authorize("ssm:DescribeParameters", "*");
      return describeParameters([...parameters.values()], input, toArn);
    },
    DeleteParameter(input, call) {
      const name = toName(String(input["Name"]));
      call.authorize("ssm:DeleteParameter", toArn(name));
      if (!parameters.delete(name)) throw new ServiceError("ParameterNotFound", `Parameter ${name} not found.`);
      return {};
    },
    DeleteParameters(input, call) {
      const names = (input["Names"] as string[]).map(toName);
      for (const name of names) call.authorize("ssm:DeleteParameters", toArn(name));
      const deleted = names.filter((name) => parameters.delete(name));
      return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
    },
  });
}

// Reads accept a parameter's ARN in place of its name.
function toName(nameOrArn: string): string {
  if (!nameOrArn.startsWith("arn:")) return nameOrArn;
  const name = nameOrArn.split(":parameter/")[1] ?? "";
  return name.includes("/") ? `/${name}` : name;
}

function fromToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const start = Number(Buffer.from(token, "base64").toString());
  if (!Number.isInteger(start)) throw new ServiceError("InvalidNextToken", "The specified token isn't valid.");
  return start;
}
