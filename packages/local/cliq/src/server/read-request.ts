import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { jsonResponse, type PlainRequest, type PlainResponse } from "../plain-http.ts";
import { toPlainHeaders } from "./send-invocation.ts";

const maxBodyBytes = 4 * 1024 * 1024;

/** Reads a request whole; gives a refusal instead when its body is longer than 4 MiB or no text. */
export async function readRequest(incoming: IncomingMessage): Promise<PlainRequest | PlainResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return refuse(413, "The request body is too large.");
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (!isUtf8(body)) return refuse(400, "The request body is not UTF-8.");
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: toPlainHeaders(incoming.headers),
    body: body.toString(),
  };
}

const refuse = (status: number, message: string): PlainResponse => jsonResponse(status, JSON.stringify({ message }));
