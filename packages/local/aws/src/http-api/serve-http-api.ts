import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Account } from "../account.ts";
import { randomId } from "../random-id.ts";
import type { HttpApi } from "./http-apis.ts";
import { invokeIntegration } from "./invoke-integration.ts";
import { matchRoute } from "./match-route.ts";
import { parseTarget } from "./parse-target.ts";
import { toArrivedAnswer, toHeaderFields } from "./request-watch.ts";
import { readBody } from "../http/read-body.ts";
import type { GatewayResponse } from "./to-http-response.ts";
import { toMessage } from "./to-message.ts";
import { writeAccessLog } from "./write-access-log.ts";

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const maxBodyBytes = 10_485_760;
const maxHeaderBytes = 10_240;

/** Starts the front of an HTTP API on `port` (0 for any); routes, integrations and stages are added to it afterwards. */
export async function serveHttpApi(
  account: Account,
  api: { apiId: string; stackName: string; port: number },
): Promise<HttpApi> {
  const server = createServer(
    { maxHeaderSize: maxHeaderBytes, insecureHTTPParser: false, keepAliveTimeout: 60_000 },
    (request, response) => {
      handle(account, httpApi, request, response).catch(() => response.destroy());
    },
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const line = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
    if (socket.writable) socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  server.listen(api.port, "127.0.0.1");
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EADDRINUSE"
      ? new Error(`Port ${api.port} is taken: choose another for the HTTP API, or 0 for any.`)
      : error;
  });
  const httpApi: HttpApi = {
    apiId: api.apiId,
    stackName: api.stackName,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    routes: new Map(),
    integrations: new Map(),
    stages: new Map(),
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return httpApi;
}

interface Routed {
  answer: GatewayResponse;
  stage: string | undefined;
  routeKey: string | undefined;
}

async function handle(
  account: Account,
  api: HttpApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = `${randomId(15, "lower")}=`;
  const receivedAt = new Date();
  const { answer, stage, routeKey } = await route(account, api, request, requestId, receivedAt);
  const rawHeaders = [...answer.rawHeaders, "Content-Length", String(answer.body.length), "apigw-requestid", requestId];
  // An unread body would be taken for the next request.
  if (!request.complete) rawHeaders.push("Connection", "close");
  response.writeHead(answer.status, rawHeaders);
  response.end(request.method === "HEAD" ? undefined : answer.body);
  writeAccessLog(account, api, { request, requestId, receivedAt, answer, stage, routeKey });
}

async function route(
  account: Account,
  api: HttpApi,
  request: IncomingMessage,
  requestId: string,
  receivedAt: Date,
): Promise<Routed> {
  const target = parseTarget(request.url ?? "");
  if (!target) return { answer: toMessage(400, "Bad Request"), stage: undefined, routeKey: undefined };
  // Only the stage named $default is served without its name in the path.
  const [first, ...rest] = target.segments;
  const named = api.stages.has(first ?? "") && first !== "$default" ? first : undefined;
  const stage = named ?? (api.stages.has("$default") ? "$default" : undefined);
  const segments = named === undefined ? target.segments : rest.length > 0 ? rest : [""];
  const match = stage === undefined ? undefined : matchRoute(api.routes.values(), request.method ?? "", segments);
  const routeKey = match?.route.routeKey;
  if (!match || stage === undefined) return { answer: toMessage(404, "Not Found"), stage, routeKey };
  if (!api.stages.get(stage)!.letsIn(match.route.routeKey))
    return { answer: toMessage(429, "Too Many Requests"), stage, routeKey };
  const body = await readBody(request, maxBodyBytes);
  if (!body) return { answer: toMessage(413, "Request Entity Too Large"), stage, routeKey };
  const integration = api.integrations.get(match.route.integrationId);
  if (!integration) return { answer: toMessage(500, "Internal Server Error"), stage, routeKey };
  const arrived = {
    requestId,
    method: request.method ?? "",
    url: `${api.url}${request.url}`,
    headers: toHeaderFields(request.rawHeaders),
    body: body.toString(),
  };
  const ends = account.requestWatchers.map((watcher) => watcher(arrived));
  const answer = await invokeIntegration(account, integration, {
    accountId: account.accountId,
    apiId: api.apiId,
    domainName: `${api.apiId}.execute-api.${account.region}.amazonaws.com`,
    stage,
    requestId,
    receivedAt,
    method: request.method ?? "",
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    target: { ...target, segments, rawPath: `/${segments.join("/")}` },
    match,
    rawHeaders: request.rawHeaders,
    body,
  });
  for (const end of ends) end(toArrivedAnswer(answer, requestId));
  return { answer, stage, routeKey };
}
