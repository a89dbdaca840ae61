import { z } from "zod";

import type { Account } from "../../account.ts";
import type { FoundFunction } from "../../lambda/functions.ts";
import { ServiceError } from "../../service-error.ts";
import { like, operation, served, type Operation } from "../operation.ts";
import type { Service, ServiceAnswer, ServiceCall } from "../service-call.ts";
import type { CodeUrls } from "./code-urls.ts";
import { getFunction, getFunctionConfiguration } from "./describe-functions.ts";
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
const ofTransport = /^x-amz-(?:content-sha256|date|security-token|user-agent)$/;

interface Route {
  method: string;
  /** Before and after the function's name in the path. */
  path: readonly [before: string, after: string];
  run: Operation<ServiceAnswer | Promise<ServiceAnswer>>;
}

const toJson = (output: object): ServiceAnswer => ({
  status: 200,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(output),
});

/** The Lambda API: Invoke, and the reading of functions and their code. */
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
  const functions = "/2015-03-31/functions/";
  const routes: Record<string, Route> = {
    Invoke: {
      method: "POST",
      path: [functions, "/invocations"],
      run: operation(invokeInput, (input, call) =>
        invoke(account, find(call, "InvokeFunction", input), call.body, input["x-amz-invocation-type"]),
      ),
    },
    GetFunction: {
      method: "GET",
      path: [functions, ""],
      run: operation(z.strictObject(qualified), (input, call) =>
        toJson(getFunction(find(call, "GetFunction", input), codeUrls)),
      ),
    },
    GetFunctionConfiguration: {
      method: "GET",
      path: [functions, "/configuration"],
      run: operation(z.strictObject(qualified), (input, call) =>
        toJson(getFunctionConfiguration(find(call, "GetFunctionConfiguration", input))),
      ),
    },
  };

  return {
    operations: Object.keys(routes),
    handle(call) {
      for (const [name, { method, path, run }] of Object.entries(routes)) {
        const FunctionName = method === call.method ? between(call.path, path) : undefined;
        if (FunctionName === undefined) continue;
        const told = Object.entries(call.headers).filter(
          ([header]) => header.startsWith("x-amz-") && !ofTransport.test(header),
        );
        const given = Object.fromEntries([...call.query, ...told]);
        const refusals = { operation: name, value: "InvalidParameterValueException", type: "SerializationException" };
        return run({ ...given, FunctionName }, call, refusals);
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

function between(path: string, [before, after]: readonly [string, string]): string | undefined {
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const name = path.slice(before.length, path.length - after.length);
  return name === "" || name.includes("/") ? undefined : decodeURIComponent(name);
}
