import type { GatewayResponse } from "./to-http-response.ts";

/** A request that an HTTP API hands to a function. */
interface ArrivedRequest {
  /** Of the answer's header `apigw-requestid`. */
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the HTTP API answered to it. */
export interface ArrivedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Hears of a request before its function does; what it answers hears of the answer. */
export type RequestWatcher = (request: ArrivedRequest) => (answer: ArrivedAnswer) => void;

/** Headers of the wire by their names in small letters; one that came several times is joined. */
export function toHeaderFields(rawHeaders: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    fields[name] = name in fields ? `${fields[name]}, ${rawHeaders[at + 1]}` : rawHeaders[at + 1]!;
  }
  return fields;
}

/** An answer as it will stand on the wire. */
export function toArrivedAnswer({ status, rawHeaders, body }: GatewayResponse, requestId: string): ArrivedAnswer {
  return {
    status,
    headers: { ...toHeaderFields(rawHeaders), "apigw-requestid": requestId },
    body: body.toString(),
  };
}
