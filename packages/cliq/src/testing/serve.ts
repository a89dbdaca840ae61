import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A real server on this machine for one test; `await using` closes it. */
export async function serve(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => void,
): Promise<{ readonly origin: string; readonly seen: readonly Seen[] } & AsyncDisposable> {
  const seen: Seen[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      seen.push({ method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers, body });
      answer(incoming, outgoing, body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers with JSON. */
export function sendJson(outgoing: ServerResponse, value: unknown, status = 200): void {
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
