import type { Account } from "../../account.ts";
import { ServiceError } from "../../service-error.ts";
import type { Service, ServiceAnswer, ServiceCall } from "../service-call.ts";
import type { CodeUrls } from "./code-urls.ts";
import {
  deleteFunctionConcurrency,
  getFunction,
  getFunctionConfiguration,
  putFunctionConcurrency,
} from "./describe-functions.ts";
import { invoke } from "./invoke.ts";
import type { LambdaOperation } from "./lambda-operation.ts";

/** The Lambda API: Invoke, the reading of functions and their code, and reserved concurrency. */
export function lambdaService(account: Account, codeUrls: CodeUrls): Service {
  const operations: Record<string, LambdaOperation> = {
    "GET /2015-03-31/functions/{name}": getFunction(codeUrls),
    "GET /2015-03-31/functions/{name}/configuration": getFunctionConfiguration,
    "PUT /2017-10-31/functions/{name}/concurrency": putFunctionConcurrency,
    "DELETE /2017-10-31/functions/{name}/concurrency": deleteFunctionConcurrency,
  };
  const invokeRoute = "POST /2015-03-31/functions/{name}/invocations";

  async function handle(call: ServiceCall): Promise<ServiceAnswer> {
    const [, version, , name] = call.path.split("/");
    const route = `${call.method} ${call.path.replace(`/${version}/functions/${name}`, `/${version}/functions/{name}`)}`;
    const isInvoke = route === invokeRoute;
    if (!isInvoke && !Object.hasOwn(operations, route)) {
      const known = [invokeRoute, ...Object.keys(operations)].join(", ");
      throw new ServiceError("UnknownOperationException", `Local AWS has ${known} of Lambda, not ${route}.`, 404);
    }
    const requested = decodeURIComponent(name!);
    const qualifier = call.query.get("Qualifier");
    const qualified = qualifier === null || qualifier === "$LATEST" ? requested : `${requested}:${qualifier}`;
    const partial = qualified.split(":function:").at(-1)!;
    const arn = `arn:aws:lambda:${account.region}:${account.accountId}:function:${partial}`;
    if (isInvoke) call.authorize("lambda:InvokeFunction", arn);
    const found = account.functions.find(partial);
    if (!found) {
      // Whoever may not read functions is not to learn which there are.
      if (!isInvoke) call.authorize("lambda:GetFunction", arn);
      throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
    }
    if (isInvoke) return await invoke(account, found, call);
    const output = operations[route]!(found, call, arn);
    if (!output) return { status: 204 };
    return { status: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify(output) };
  }

  return {
    handle,
    toError: ({ code, message, status }) => ({
      status: code === "AccessDeniedException" ? 403 : status,
      headers: { "Content-Type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ Type: "User", Message: message, message }),
    }),
  };
}
