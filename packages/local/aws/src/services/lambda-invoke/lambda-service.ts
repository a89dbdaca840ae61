import type { Account } from "../../account.ts";
import type { Service, ServiceAnswer, ServiceCall } from "../service-call.ts";
import { ServiceError } from "../../service-error.ts";

const maxRequestBytes = 6_291_456;
const maxEventBytes = 1_048_576;

/** The Lambda API: Invoke, for an answer or as an event. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function lambdaService(account: Account): Service {
  return {
    handle: (call) => invoke(account, call),
    toError: ({ code, message, status }) => ({
      status: code === "AccessDeniedException" ? 403 : status,
      headers: { "Content-Type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ Type: "User", Message: message, message }),
    }),
  };
}

async function invoke(account: Account, call: ServiceCall): Promise<ServiceAnswer> {
  const target = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.path);
  if (!target || call.method !== "POST")
    throw new ServiceError(
      "UnknownOperationException",
      `Local AWS implements Lambda Invoke only, not ${call.method} ${call.path}.`,
      404,
    );
  const requested = decodeURIComponent(target[1]!);
  const qualifier = call.query.get("Qualifier");
  const name = qualifier === null || qualifier === "$LATEST" ? requested : `${requested}:${qualifier}`;
  const partial = name.split(":function:").at(-1)!;
  const arn = `arn:aws:lambda:${account.region}:${account.accountId}:function:${partial}`;
  call.authorize("lambda:InvokeFunction", arn);
  const found = account.functions.find(partial);
  if (!found) throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  const payload = call.body.toString("utf8") || "{}";
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${String(error)}`,
    );
  }
  const type = call.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const limit = type === "Event" ? maxEventBytes : maxRequestBytes;
  if (call.body.length > limit)
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
    );
  if (type === "DryRun") return { status: 204 };
  if (type === "Event") {
    void account.functions.invokeEvent(found.version, found.lambdaFunction.retries, payload);
    return { status: 202 };
  }
  const result = await found.version.pool.invoke(payload);
  return {
    status: 200,
    headers: {
      "Content-Type": "application/json",
      "X-Amz-Executed-Version": found.version.configuration.version,
      "x-amzn-requestid": result.requestId,
      ...(!result.ok && { "X-Amz-Function-Error": "Unhandled" }),
    },
    body: result.payload,
  };
}
