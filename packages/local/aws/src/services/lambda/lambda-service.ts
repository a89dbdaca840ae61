import { z } from "zod";

import type { Account } from "../../account.ts";
import type { FoundFunction, LambdaFunction } from "../../lambda/functions.ts";
import { ServiceError } from "../../service-error.ts";
import { like, operation, served, text, whole, type Operation } from "../operation.ts";
import type { Service, ServiceAnswer, ServiceCall } from "../service-call.ts";
import { getAlias, updateAlias } from "./aliases.ts";
import { publishVersion, updateConfiguration, withUpdateStatus } from "./change-functions.ts";
import type { CodeUrls } from "./code-urls.ts";
import { getFunction, getFunctionConfiguration } from "./describe-functions.ts";
import { getMapping, updateMapping } from "./event-source-mappings.ts";
import { invocationTypes, invoke } from "./invoke.ts";

const named = {
  FunctionName: like(
    /(?:arn:aws[a-zA-Z-]*:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?[a-zA-Z0-9-_.]+(?::(?:\$LATEST|[a-zA-Z0-9-_]+))?/,
    1,
    256,
  ),
};
const qualified = { ...named, Qualifier: like(/\$LATEST|[a-zA-Z0-9-_$]+/, 1, 128).optional() };
const invokeInput = z.strictObject({
  ...qualified,
  "x-amz-invocation-type": served(invocationTypes, ["DryRun"]).default("RequestResponse"),
  "x-amz-log-type": served(["None"], ["Tail"]).optional(),
});
const revision = { RevisionId: text(0, 128).optional() };
const aliasName = like(/(?!^[0-9]+$)[a-zA-Z0-9-_]+/, 1, 128);
const updateInput = z.strictObject({
  ...named,
  ...revision,
  Environment: z.strictObject({ Variables: z.record(like(/[a-zA-Z][a-zA-Z0-9_]+/), z.string()).optional() }).optional(),
  Timeout: whole(1, 900).optional(),
  MemorySize: whole(128, 10_240).optional(),
});
const publishInput = z.strictObject({ ...named, ...revision, CodeSha256: text().optional() });
const aliasInput = z.strictObject({ ...named, Name: aliasName });
const updateAliasInput = z.strictObject({
  ...named,
  ...revision,
  Name: aliasName,
  FunctionVersion: like(/\$LATEST|[0-9]+/, 1, 1024).optional(),
});
const mappingInput = z.strictObject({ UUID: like(/[a-fA-F0-9-]+/, 1, 64) });
const updateMappingInput = mappingInput.extend({ Enabled: z.boolean().optional() });
const ofTransport = /^x-amz-(?:content-sha256|date|security-token|user-agent)$/;

interface Route {
  method: string;
  /** Its groups are members of the input. */
  path: RegExp;
  /** Whether the body is JSON with the rest of them. */
  takesJson?: true;
  run: Operation<ServiceAnswer | Promise<ServiceAnswer>>;
}

const toJson = (output: object, status = 200): ServiceAnswer => ({
  status,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(output),
});

/** The Lambda API: Invoke, the reading of functions and their code, and what changes which version an alias is. */
export function lambdaService(account: Account, codeUrls: CodeUrls): Service {
  const find = (
    call: ServiceCall,
    action: string,
    { FunctionName, Qualifier }: { FunctionName: string; Qualifier?: string | undefined },
  ): FoundFunction => {
    const [own = "", owner] = FunctionName.split(":function:").toReversed();
    const [name, said] = own.split(":");
    if (said !== undefined && Qualifier !== undefined && said !== Qualifier)
      throw new ServiceError(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
      );
    const qualifier = said ?? (Qualifier === "$LATEST" ? undefined : Qualifier);
    const partial = qualifier === undefined ? name! : `${name}:${qualifier}`;
    const here = `arn:aws:lambda:${account.region}:${account.accountId}`;
    const isHere = owner === undefined || owner === here || owner === account.accountId;
    const arn = isHere ? `${here}:function:${partial}` : FunctionName;
    // Whoever may not read functions does not learn which there are.
    call.authorize(`lambda:${action}`, arn);
    const found = isHere && account.functions.find(partial);
    if (found) return found;
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  };
  /** The function itself, whatever its versions and aliases are: what changes it is allowed on it alone. */
  const findWhole = (call: ServiceCall, action: string, { FunctionName }: { FunctionName: string }): LambdaFunction => {
    const { lambdaFunction, qualifier } = find(call, action, { FunctionName });
    if (qualifier === undefined) return lambdaFunction;
    throw new ServiceError("InvalidParameterValueException", `${action} takes a function without a version or alias.`);
  };
  const routes: Record<string, Route> = {
    Invoke: {
      method: "POST",
      path: ofFunction("/invocations"),
      run: operation(invokeInput, (input, call) =>
        invoke(account, find(call, "InvokeFunction", input), call.body, input["x-amz-invocation-type"]),
      ),
    },
    GetFunction: {
      method: "GET",
      path: ofFunction(""),
      run: operation(z.strictObject(qualified), (input, call) =>
        toJson(getFunction(find(call, "GetFunction", input), codeUrls)),
      ),
    },
    GetFunctionConfiguration: {
      method: "GET",
      path: ofFunction("/configuration"),
      run: operation(z.strictObject(qualified), (input, call) =>
        toJson(describe(find(call, "GetFunctionConfiguration", input))),
      ),
    },
    UpdateFunctionConfiguration: {
      method: "PUT",
      path: ofFunction("/configuration"),
      takesJson: true,
      run: operation(updateInput, (input, call) =>
        toJson(updateConfiguration(account, findWhole(call, "UpdateFunctionConfiguration", input), input)),
      ),
    },
    PublishVersion: {
      method: "POST",
      path: ofFunction("/versions"),
      takesJson: true,
      run: operation(publishInput, (input, call) =>
        toJson(publishVersion(account, findWhole(call, "PublishVersion", input), input), 201),
      ),
    },
    GetAlias: {
      method: "GET",
      path: ofFunction("/aliases/(?<Name>[^/]+)"),
      run: operation(aliasInput, (input, call) => toJson(getAlias(findWhole(call, "GetAlias", input), input.Name))),
    },
    UpdateAlias: {
      method: "PUT",
      path: ofFunction("/aliases/(?<Name>[^/]+)"),
      takesJson: true,
      run: operation(updateAliasInput, (input, call) =>
        toJson(updateAlias(account, findWhole(call, "UpdateAlias", input), input)),
      ),
    },
    GetEventSourceMapping: {
      method: "GET",
      path: ofMapping,
      run: operation(mappingInput, (input, call) => toJson(getMapping(account, call, input.UUID))),
    },
    UpdateEventSourceMapping: {
      method: "PUT",
      path: ofMapping,
      takesJson: true,
      run: operation(updateMappingInput, (input, call) => toJson(updateMapping(account, call, input), 202)),
    },
  };

  return {
    operations: Object.keys(routes),
    handle(call) {
      for (const [name, { method, path, takesJson, run }] of Object.entries(routes)) {
        const inPath = method === call.method ? path.exec(call.path)?.groups : undefined;
        if (inPath === undefined) continue;
        const told = Object.entries(call.headers).filter(
          ([header]) => header.startsWith("x-amz-") && !ofTransport.test(header),
        );
        const inBody = takesJson === true ? readJson(call.body) : {};
        const named = Object.entries(inPath).map(([member, value]) => [member, decodeURIComponent(value)]);
        const given = { ...inBody, ...Object.fromEntries([...call.query, ...told, ...named]) };
        const refusals = { operation: name, value: "InvalidParameterValueException", type: "SerializationException" };
        return run(given, call, refusals);
      }
      const known = Object.keys(routes).join(", ");
      throw new ServiceError(
        "UnknownOperationException",
        `Local AWS has ${known} of Lambda, not ${call.method} ${call.path}.`,
        404,
      );
    },
    toError: ({ code, message, status }) => ({
      status: code === "AccessDeniedException" ? 403 : status,
      headers: { "Content-Type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ Type: "User", Message: message, message }),
    }),
  };
}

const ofMapping = /^\/2015-03-31\/event-source-mappings\/(?<UUID>[^/]+)$/;

/** The path of a function, and of what of it is asked for. */
function ofFunction(rest: string): RegExp {
  return new RegExp(`^/2015-03-31/functions/(?<FunctionName>[^/]+)${rest}$`);
}

/** What `$LATEST` is says, too, whether it is being changed. */
function describe(found: FoundFunction): object {
  const described = getFunctionConfiguration(found);
  return found.qualifier === undefined ? withUpdateStatus(found.lambdaFunction, described) : described;
}

function readJson(body: Buffer): object {
  try {
    const read: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
  } catch {
    // Said below, as of JSON that is no object.
  }
  throw new ServiceError("SerializationException", "Could not parse request body into json: it has to be an object.");
}
