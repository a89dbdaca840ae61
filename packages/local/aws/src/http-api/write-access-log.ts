import type { IncomingMessage } from "node:http";

import type { Account } from "../account.ts";
import type { HttpApi } from "./http-apis.ts";
import type { GatewayResponse } from "./to-http-response.ts";
import { toCommonLogTime } from "./to-lambda-event.ts";

/** One answered request. */
interface Exchange {
  request: IncomingMessage;
  requestId: string;
  receivedAt: Date;
  answer: GatewayResponse;
  stage: string | undefined;
  routeKey: string | undefined;
}

/** Emits one line in the format the stage's access log asks for (`$context` variables it does not know become `-`), as API Gateway does. */
export function writeAccessLog(account: Account, api: HttpApi, exchange: Exchange): void {
  const { request, requestId, receivedAt, answer, stage, routeKey } = exchange;
  const format = stage === undefined ? undefined : api.stages.get(stage)?.accessLog;
  if (format === undefined) return;
  const known: Record<string, string | undefined> = {
    requestId,
    extendedRequestId: requestId,
    httpMethod: request.method,
    routeKey,
    stage,
    "identity.sourceIp": request.socket.remoteAddress,
    "identity.userAgent": request.headers["user-agent"],
    protocol: `HTTP/${request.httpVersion}`,
    requestTime: toCommonLogTime(receivedAt),
    requestTimeEpoch: String(receivedAt.getTime()),
    responseLatency: String(Date.now() - receivedAt.getTime()),
    responseLength: String(answer.body.length),
    status: String(answer.status),
    apiId: api.apiId,
    accountId: account.accountId,
  };
  const line = format.replaceAll(/\$context\.([\w.]+)/g, (_, name: string) =>
    JSON.stringify(known[name] ?? "-").slice(1, -1),
  );
  account.emit({ type: "log", functionName: "access-log", line });
}
