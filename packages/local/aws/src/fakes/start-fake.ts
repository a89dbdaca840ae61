import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { isFromProgram, refusedPage } from "../http/is-from-program.ts";
import { readBody } from "../http/read-body.ts";
import { checkSystem, toInvalidFake } from "./check-made.ts";
import { withoutMark } from "./import-anew.ts";
import { toFakeRequest, type FakeRequest } from "./fake-request.ts";
import { toWireResponse, type WireResponse } from "./fake-response.ts";
import type { FakeSystem } from "./fake-system.ts";
import { checkFault, type Fault } from "./fault.ts";

const maxBodyBytes = 10 * 1024 * 1024;
/** Requests that are remembered, so that a fake can run for days. */
const maxRequests = 1_000;

/** A fake that listens on the loopback. */
export interface RunningFake<System extends FakeSystem = FakeSystem> {
  /** Such as `http://127.0.0.1:43211`. */
  origin: string;
  secret: System["secret"];
  /** What it was asked, oldest first, the last thousand; those that met a fault included. */
  requests: readonly FakeRequest[];
  /** The next request, or the next `times`, meet this fault instead of an answer; several calls queue up. */
  failNext(fault: Fault, times?: number): void;
  /** Whether only a stage that has chosen its system calls it. */
  isForChoice?: boolean;
  close(): Promise<void>;
}

/** Starts a fake on any free port. `onFailure` gets the sentence when the author's `answer` fails; without it, it goes to stderr. `where` names the fake in sentences. */
export async function startFake<System extends FakeSystem>(
  create: () => System,
  onFailure: (sentence: string) => void = (sentence) => void process.stderr.write(`${sentence}\n`),
  where = "The function that makes the fake",
): Promise<RunningFake<System>> {
  const system = makeSystem(create, where);
  const requests: FakeRequest[] = [];
  const faults: Fault[] = [];

  async function answer(request: FakeRequest): Promise<WireResponse> {
    try {
      return toWireResponse(await system.answer(request));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const sentence = `The fake's answer to ${request.method} ${request.path} failed: ${reason}.`;
      onFailure(
        error instanceof Error && error.stack !== undefined ? `${sentence}\n${withoutMark(error.stack)}` : sentence,
      );
      return toWireResponse({ status: 500, text: sentence });
    }
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromProgram(incoming)) {
      send(response, toWireResponse({ status: 403, text: refusedPage }));
      return;
    }
    const body = await readBody(incoming, maxBodyBytes);
    if (!body) {
      send(response, toWireResponse({ status: 413, text: `The fake takes at most ${maxBodyBytes} bytes.` }));
      return;
    }
    const request = toFakeRequest(incoming, body);
    requests.push(request);
    if (requests.length > maxRequests) requests.shift();
    const fault = faults.shift();
    if (fault === undefined) send(response, await answer(request));
    else fail(response, fault);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get secret() {
      return system.secret;
    },
    requests,
    failNext(fault, times = 1) {
      checkFault(fault, times);
      faults.push(...Array.from({ length: times }, () => fault));
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Makes what a fake answers by; throws {@link InvalidFake} for what cannot be one. */
export function makeSystem<System extends FakeSystem>(create: () => System, where: string): System {
  try {
    const system = create();
    checkSystem(system, where);
    return system;
  } catch (error) {
    throw toInvalidFake(error, where);
  }
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, { ...headers, ...(!bodiless && { "content-length": Buffer.byteLength(body) }) });
  response.end(bodiless ? undefined : body);
}

function fail(response: ServerResponse, fault: Fault): void {
  if (fault === "hang") return;
  if (fault === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": 1_000 });
    response.write('{"cut":', () => response.destroy());
  } else if (fault === "garbage") {
    response.socket?.end("\u0000\u0001 this is no HTTP\r\n\r\n");
  } else {
    const { status, headers = {}, body = "" } = fault;
    send(response, { status, headers, body });
  }
}
