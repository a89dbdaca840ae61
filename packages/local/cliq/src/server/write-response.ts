import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { PlainResponse } from "../plain-http.ts";

/** Writes an answer to its connection, or does to the connection what the answer says. */
export async function writeResponse(outgoing: ServerResponse, response: PlainResponse): Promise<void> {
  if (response.delayMs !== undefined) await wait(response.delayMs, undefined, { ref: false });
  switch (response.connection) {
    case "reset":
      outgoing.socket?.resetAndDestroy();
      return;
    case "hang":
      return;
    case "drip":
      return drip(outgoing, response);
    case "endless":
      return flood(outgoing, response);
    case undefined:
      outgoing.writeHead(response.status, response.headers);
      outgoing.end(response.body);
  }
}

async function drip(outgoing: ServerResponse, response: PlainResponse): Promise<void> {
  const bytes = Buffer.from(response.body);
  outgoing.writeHead(response.status, { ...response.headers, "content-length": String(bytes.length) });
  for (const byte of bytes) {
    if (outgoing.destroyed) return;
    outgoing.write(Buffer.of(byte));
    await wait(1_000, undefined, { ref: false });
  }
  outgoing.end();
}

async function flood(outgoing: ServerResponse, response: PlainResponse): Promise<void> {
  outgoing.writeHead(response.status, response.headers);
  outgoing.write(response.body);
  const spaces = Buffer.alloc(16 * 1024, " ");
  while (!outgoing.destroyed) {
    // A client that does not read must not fill this process's memory.
    if (outgoing.writableLength < spaces.length) outgoing.write(spaces);
    await wait(10, undefined, { ref: false });
  }
}
