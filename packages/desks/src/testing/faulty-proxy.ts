import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What becomes of one request: it never arrives, or it does and its answer is lost or is another. */
export type ProxyFault =
  | "hang"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly broken: "before" | "after"; readonly meanwhile?: () => void }
  /** The request takes effect, and this is what comes back. */
  | { readonly garbled: string; readonly headers?: Record<string, string> };

/** A system behind a proxy that fails on demand. */
export interface FaultyProxy {
  readonly origin: string;
  /** Faults for the next requests that count, one each; then all is well. */
  readonly faults: ProxyFault[];
  /** How many of those arrived so far. */
  counted(): number;
  close(): void;
}

/** Starts a proxy in front of a system on this machine; `counts` says which requests meet faults. */
export async function startFaultyProxy(
  targetOrigin: string,
  counts: (request: IncomingMessage) => boolean,
): Promise<FaultyProxy> {
  const faults: ProxyFault[] = [];
  let counted = 0;
  const server = createServer((incoming, outgoing) => {
    const isCounted = counts(incoming);
    if (isCounted) counted += 1;
    passOn(incoming, outgoing, targetOrigin, isCounted ? faults.shift() : undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    counted: () => counted,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  targetOrigin: string,
  fault: ProxyFault | undefined,
): void {
  if (fault === "hang") return;
  const breakConnection = (): void => {
    if (fault && "meanwhile" in fault) fault.meanwhile?.();
    incoming.socket.destroy();
  };
  if (fault && "broken" in fault && fault.broken === "before") return breakConnection();
  if (fault && "status" in fault) {
    outgoing.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
    return void outgoing.end(fault.body ?? "");
  }
  const { method, url, headers } = incoming;
  const target = new URL(targetOrigin);
  const onward = httpRequest(
    { host: target.hostname, port: target.port, method, path: url, headers: { ...headers, host: target.host } },
    (answer) => {
      if (fault && "broken" in fault) {
        answer.resume().once("end", breakConnection);
        return;
      }
      if (fault && "garbled" in fault) {
        answer.resume();
        outgoing.writeHead(answer.statusCode ?? 500, { "content-type": "text/html", ...fault.headers });
        outgoing.end(fault.garbled);
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    },
  );
  incoming.pipe(onward);
}
