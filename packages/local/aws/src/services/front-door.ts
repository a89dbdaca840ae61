import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Account } from "../account.ts";
import { isFromProgram, refusedPage } from "../http/is-from-program.ts";
import { readBody } from "../http/read-body.ts";
import { AccessDenied } from "./access-denied.ts";
import { authorize } from "./authorize.ts";
import { toJsonError } from "./json-service.ts";
import { codePath, type CodeUrls } from "./lambda/code-urls.ts";
import { refuseService } from "./refuse-service.ts";
import { responsePath } from "./response-urls.ts";
import type { Service, ServiceAnswer, ServiceCall } from "./service-call.ts";
import { ServiceError } from "../service-error.ts";

const maxBodyBytes = 256 * 1024 * 1024;

/** The one origin all services share; who calls which service is read from the request's signature. */
export interface FrontDoor {
  endpoint: string;
  /** Begins to answer. `services` maps the name a service is signed for (`ssm`, `s3`…) to it. */
  serve(account: Account, services: Record<string, Service>, codeUrls: CodeUrls): void;
  close(): Promise<void>;
}

/** Opens the front door on a free port of the loopback. */
export async function openFrontDoor(): Promise<FrontDoor> {
  const server = createServer({ keepAliveTimeout: 600_000, requestTimeout: 0, maxHeaderSize: 65_536 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(account, services, codeUrls) {
      server.on("request", (request: IncomingMessage, response: ServerResponse) => {
        handle(account, services, codeUrls, request, response).catch(() => response.destroy());
      });
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handle(
  account: Account,
  services: Record<string, Service>,
  codeUrls: CodeUrls,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromProgram(request)) {
    send(response, "", { status: 403, body: refusedPage });
    return;
  }
  const body = await readBody(request, maxBodyBytes);
  if (!body) {
    // What is left of it is not read.
    send(response, "", { status: 413, headers: { Connection: "close" } });
    return;
  }
  const requestId = randomUUID();
  const target = parsePath(request.url ?? "");
  if (!target) {
    const error = new ServiceError("InvalidURI", "Couldn't parse the specified URI.");
    send(response, requestId, toJsonError(error, { "Content-Type": "application/json" }));
    return;
  }
  const { pathname, searchParams } = target;
  if (pathname.startsWith(codePath)) {
    send(response, requestId, codeUrls.receive(pathname));
    return;
  }
  if (pathname.startsWith(responsePath)) {
    send(response, requestId, account.responseUrls.receive(request, pathname, searchParams, body));
    return;
  }
  const { accessKeyId, signingName } = readCredential(request, searchParams);
  const service = signingName !== undefined && Object.hasOwn(services, signingName) ? services[signingName] : undefined;
  if (signingName === undefined || accessKeyId === undefined) {
    // S3 alone has addresses signed by version 2, and speaks XML.
    const refused = searchParams.has("AWSAccessKeyId")
      ? services["s3"]?.toError(
          new ServiceError(
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
          ),
          { requestId, method: request.method ?? "" },
        )
      : undefined;
    const error = new ServiceError("MissingAuthenticationToken", "The request carries no AWS signature.");
    send(response, requestId, refused ?? toJsonError(error, { "Content-Type": "application/json" }));
    return;
  }
  if (!service) {
    const caller = account.iam.findPrincipal(accessKeyId);
    const contentType = request.headers["content-type"];
    send(
      response,
      requestId,
      refuseService(account, { signingName, known: Object.keys(services) }, caller, { contentType, requestId }),
    );
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
  const answer = await answerCall(account, service, accessKeyId, {
    method: request.method ?? "",
    path: request.url!.split("?")[0]!,
    query: searchParams,
    headers,
    body,
    requestId,
  });
  send(response, requestId, answer);
}

// Undefined for one that is none, or whose escapes are none.
function parsePath(path: string): { pathname: string; searchParams: URLSearchParams } | undefined {
  try {
    decodeURIComponent(path.split("?")[0]!);
    return new URL(path.startsWith("/") ? `http://127.0.0.1${path}` : path);
  } catch {
    return undefined;
  }
}

type Request = Omit<ServiceCall, "principal" | "authorize">;

async function answerCall(
  account: Account,
  service: Service,
  accessKeyId: string,
  request: Request,
): Promise<ServiceAnswer> {
  try {
    const principal = account.iam.findPrincipal(accessKeyId);
    if (!principal)
      throw new ServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    return await service.handle({
      ...request,
      principal,
      authorize(action, resource, options) {
        const verdict = authorize(account, principal, action, resource, options);
        if (verdict === "allowed") return;
        account.emit({ type: "denied", principal: principal.arn, action, resource });
        throw new AccessDenied(principal, action, resource, verdict);
      },
    });
  } catch (error) {
    const known =
      error instanceof ServiceError
        ? error
        : new ServiceError("InternalFailure", `Local AWS failed: ${String(error)}`, 500);
    return service.toError(known, request);
  }
}

// `AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …`, or the same scope in a pre-signed URL.
function readCredential(
  request: IncomingMessage,
  query: URLSearchParams,
): { accessKeyId?: string; signingName?: string } {
  const scope =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1] ?? query.get("X-Amz-Credential") ?? "";
  const [accessKeyId, , , signingName] = scope.split("/");
  return { ...(accessKeyId && { accessKeyId }), ...(signingName && { signingName }) };
}

function send(response: ServerResponse, requestId: string, { status, headers, body }: ServiceAnswer): void {
  const bytes = Buffer.from(body ?? "");
  response.writeHead(status, {
    "Content-Length": bytes.length,
    "x-amzn-requestid": requestId,
    "x-amz-request-id": requestId,
    ...headers,
  });
  response.end(bytes);
}
