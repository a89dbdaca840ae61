import { parseExactJson } from "@cliq-actions/cliq/rest/exact-json";
import { MalformedInvocation } from "@cliq-actions/core";

const { isUtf8 } = process.getBuiltinModule("node:buffer");

/** The JSON value of well-formed text or strict UTF-8 bytes, with whole numbers beyond 2^53 as strings of digits. */
export function parseJson(body: string | Uint8Array): unknown {
  const text = typeof body === "string" ? body : textOf(body);
  try {
    return parseExactJson(text);
  } catch {
    // The parser's message quotes the body, so it is not passed on.
    throw new MalformedInvocation("body", "JSON");
  }
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new MalformedInvocation("body", "UTF-8");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
