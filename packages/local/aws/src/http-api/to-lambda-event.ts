import type { RequestTarget } from "./parse-target.ts";
import type { RouteMatch } from "./match-route.ts";

/** What the gateway knows of a request when it calls a function. */
export interface GatewayRequest {
  accountId: string;
  apiId: string;
  domainName: string;
  stage: string;
  requestId: string;
  receivedAt: Date;
  method: string;
  /** `HTTP/1.1`. */
  protocol: string;
  sourceIp: string;
  target: RequestTarget;
  match: RouteMatch;
  /** Name and value alternating, as received. */
  rawHeaders: string[];
  body: Buffer;
}

// Not enumerated in AWS's documentation; established against the real gateway. A form, or no Content-Type at all, arrives in base64.
const textTypes = /^(text\/.*|application\/(json|xml|javascript))$/;

/**
 * Builds the event of payload format 2.0.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function toLambdaEvent(request: GatewayRequest): Record<string, unknown> {
  const { match, target, body, receivedAt } = request;
  const { cookies, headers } = joinHeaders(request.rawHeaders);
  const query = joinQuery(target.rawQueryString);
  const isText = textTypes.test((headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase());
  const { routeKey } = match.route;
  return {
    version: "2.0",
    routeKey,
    rawPath: request.stage === "$default" ? target.rawPath : `/${request.stage}${target.rawPath}`,
    rawQueryString: target.rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: request.accountId,
      apiId: request.apiId,
      domainName: request.domainName,
      domainPrefix: request.domainName.split(".")[0],
      http: {
        method: request.method,
        path: request.stage === "$default" ? target.rawPath : `/${request.stage}${target.rawPath}`,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: request.requestId,
      routeKey,
      stage: request.stage,
      time: toCommonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function joinHeaders(rawHeaders: string[]): { cookies: string[]; headers: Record<string, string> } {
  const cookies: string[] = [];
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    const value = rawHeaders[at + 1]!;
    if (name === "cookie") cookies.push(...value.split(/; ?/));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return { cookies, headers };
}

function joinQuery(rawQueryString: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(rawQueryString))
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  return query;
}

/** `22/Nov/2026:18:49:01 +0000`. */
export function toCommonLogTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(date.toUTCString())!;
  return `${day}/${month}/${year}:${time} +0000`;
}
