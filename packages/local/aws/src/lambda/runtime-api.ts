import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isFromProgram, refusedPage } from "../http/is-from-program.ts";

/** The largest answer of a synchronous invocation, as Lambda enforces it. */
const maxResponseBytes = 6_291_556;

/** One piece of work handed to a runtime. */
export interface RuntimeInvocation {
  requestId: string;
  /** JSON text. */
  payload: string;
  deadlineMs: number;
  functionArn: string;
  traceId: string;
}

/** What a runtime tells the platform. */
export interface RuntimeListener {
  /** It asks for work: call `deliver` once there is some. */
  onNext(deliver: (invocation: RuntimeInvocation) => void): void;
  onResponse(requestId: string, payload: string): void;
  onError(requestId: string, errorType: string, payload: string): void;
  onInitError(errorType: string, payload: string): void;
}

/** A listening Runtime API. */
export interface RuntimeApi {
  /** `host:port`, the value of `AWS_LAMBDA_RUNTIME_API`. */
  address: string;
  close(): void;
}

/** Serves the Lambda Runtime API 2018-06-01 to one process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export async function serveRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    answer(listener, request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(listener: RuntimeListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isFromProgram(request)) {
    send(response, 403, { errorMessage: refusedPage, errorType: "Forbidden" });
    return;
  }
  const [, version, runtime, area, ...rest] = (request.url ?? "").split("/");
  const known = version === "2018-06-01" && runtime === "runtime";
  if (known && request.method === "GET" && area === "invocation" && rest[0] === "next") {
    listener.onNext((invocation) => sendInvocation(response, invocation));
    return;
  }
  const payload = await readText(request);
  const [requestId = "", outcome] = rest;
  const errorType = String(request.headers["lambda-runtime-function-error-type"] ?? "Unhandled");
  if (known && request.method === "POST" && area === "invocation" && outcome === "response") {
    if (Buffer.byteLength(payload) > maxResponseBytes) {
      const message = `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
      listener.onError(
        requestId,
        "Function.ResponseSizeTooLarge",
        JSON.stringify({ errorMessage: message, errorType: "Function.ResponseSizeTooLarge" }),
      );
      send(response, 413, { errorMessage: message, errorType: "RequestEntityTooLarge" });
      return;
    }
    listener.onResponse(requestId, payload);
  } else if (known && request.method === "POST" && area === "invocation" && outcome === "error") {
    listener.onError(requestId, errorType, payload);
  } else if (known && request.method === "POST" && area === "init" && rest[0] === "error") {
    listener.onInitError(errorType, payload);
  } else {
    send(response, 404, { errorMessage: "unknown Runtime API path", errorType: "NotFound" });
    return;
  }
  send(response, 202, { status: "OK" });
}

function sendInvocation(response: ServerResponse, invocation: RuntimeInvocation): void {
  response.writeHead(200, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(invocation.payload),
    "Lambda-Runtime-Aws-Request-Id": invocation.requestId,
    "Lambda-Runtime-Deadline-Ms": String(invocation.deadlineMs),
    "Lambda-Runtime-Invoked-Function-Arn": invocation.functionArn,
    "Lambda-Runtime-Trace-Id": invocation.traceId,
  });
  response.end(invocation.payload);
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) });
  response.end(text);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
