import { randomUUID } from "node:crypto";

import type { Account } from "../account.ts";
import type { LambdaFunction } from "../lambda/functions.ts";
import { matchesPattern } from "../iam/matches-pattern.ts";
import type { Integration } from "./http-apis.ts";
import { toHttpResponse, type GatewayResponse } from "./to-http-response.ts";
import { toLambdaEvent, type GatewayRequest } from "./to-lambda-event.ts";
import { toMessage } from "./to-message.ts";

/** The largest event Lambda accepts; the gateway's own limit is higher. */
const maxEventBytes = 6_291_456;
const principal = "apigateway.amazonaws.com";

/** Calls a route's function and turns its answer into a response; a failure of any kind is the gateway's constant 500, a late answer its 503. */
export async function invokeIntegration(
  account: Account,
  integration: Integration,
  request: GatewayRequest,
): Promise<GatewayResponse> {
  const found = account.functions.find(integration.functionArn);
  if (!found) return toMessage(500, "Internal Server Error");
  const [method, path] =
    request.match.route.routeKey === "$default"
      ? ["", "$default"]
      : (request.match.route.routeKey.split(" ") as [string, string]);
  const sourceArn = `arn:aws:execute-api:${account.region}:${account.accountId}:${request.apiId}/${request.stage}/${method === "" ? path : method + path}`;
  if (!isPermitted(found.lambdaFunction, found.qualifier, sourceArn)) {
    account.emit({ type: "denied", principal, action: "lambda:InvokeFunction", resource: integration.functionArn });
    return toMessage(500, "Internal Server Error");
  }
  const event = JSON.stringify(toLambdaEvent({ ...request, rawHeaders: withForwarding(request) }));
  if (Buffer.byteLength(event) > maxEventBytes) return toMessage(413, "Request Entity Too Large");
  const invoking = account.functions.invoke(found, event, request.requestId);
  const result = await (account.inspect ? invoking : withLimit(invoking, integration.timeoutMs));
  if (!result) return toMessage(503, "Service Unavailable");
  return (result.ok ? toHttpResponse(result.payload) : undefined) ?? toMessage(500, "Internal Server Error");
}

function isPermitted({ permissions }: LambdaFunction, qualifier: string | undefined, sourceArn: string): boolean {
  return [...permissions.values()].some(
    (permission) =>
      permission.principal === principal &&
      permission.qualifier === qualifier &&
      matchesPattern(permission.sourceArn ?? "*", sourceArn),
  );
}

// What the gateway adds for the function to see.
function withForwarding({ rawHeaders, sourceIp, domainName }: GatewayRequest): string[] {
  const kept: string[] = [];
  let forwardedFor = sourceIp;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    if (name === "x-forwarded-for") forwardedFor = `${rawHeaders[at + 1]}, ${sourceIp}`;
    else if (!replaced.has(name)) kept.push(rawHeaders[at]!, rawHeaders[at + 1]!);
  }
  const traceId = `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(0, 24)}`;
  return [
    ...kept,
    "host",
    domainName,
    "x-amzn-trace-id",
    traceId,
    "x-forwarded-for",
    forwardedFor,
    "x-forwarded-port",
    "443",
    "x-forwarded-proto",
    "https",
  ];
}
const replaced = new Set([
  "host",
  "x-amzn-trace-id",
  "x-forwarded-port",
  "x-forwarded-proto",
  "connection",
  "keep-alive",
  "transfer-encoding",
]);

async function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
