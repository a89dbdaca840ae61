/** One HTTP request as the model sees it; `path` carries the query, header names may have any case. */
export interface PlainRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * What happens to the connection instead of a plain answer: closed without a byte, never answered,
 * sent one byte a second, or followed by bytes without end.
 */
export type BrokenConnection = "reset" | "hang" | "drip" | "endless";

/** One HTTP response; header names are lower case. With `connection` set, the client never sees it whole. */
export interface PlainResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  connection?: BrokenConnection;
  /** How long the answer takes, in milliseconds; none when absent. */
  delayMs?: number;
}

/** A request's address without its query, and the whole of that: a question mark may be in it again. */
export function splitQuery(address: string): { path: string; query: string } {
  const at = address.indexOf("?");
  return at < 0 ? { path: address, query: "" } : { path: address.slice(0, at), query: address.slice(at + 1) };
}

/** The value of a header by its lower-case name, whatever case the client wrote. */
export function headerOf(request: PlainRequest, name: string): string | undefined {
  const direct = request.headers[name];
  if (direct !== undefined) return direct;
  for (const [key, value] of Object.entries(request.headers)) {
    if (key.toLowerCase() === name) return value;
  }
  return undefined;
}

/** A JSON answer from a body that is already text. */
export function jsonResponse(status: number, body: string): PlainResponse {
  return { status, headers: { "content-type": "application/json;charset=UTF-8" }, body };
}

/** The answer of a connection that ends without one. */
export function brokenResponse(connection: BrokenConnection): PlainResponse {
  return { status: 0, headers: {}, body: "", connection };
}
