import type { IncomingMessage } from "node:http";
import type { PlainRequest } from "../plain-http.ts";
import { toPlainHeaders } from "./send-invocation.ts";

const maxBodyBytes = 4 * 1024 * 1024;

/** Reads a request whole; `undefined` when its body is longer than 4 MiB. */
export async function readRequest(incoming: IncomingMessage): Promise<PlainRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: toPlainHeaders(incoming.headers),
    body: Buffer.concat(chunks).toString(),
  };
}
