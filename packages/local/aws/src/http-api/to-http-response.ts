import { validateHeaderName, validateHeaderValue } from "node:http";

/** What the gateway sends back. */
export interface GatewayResponse {
  status: number;
  /** Name and value alternating, so that a cookie can repeat. */
  rawHeaders: string[];
  body: Buffer;
}

/**
 * Turns a function's answer (JSON text) into a response by the rules of payload format 2.0, or undefined when it is malformed.
 * Without `statusCode` the whole answer is the body of a 200 in JSON.
 */
export function toHttpResponse(payload: string): GatewayResponse | undefined {
  const answer = JSON.parse(payload) as unknown;
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    const body = typeof answer === "string" ? answer : payload;
    return { status: 200, rawHeaders: ["Content-Type", "application/json"], body: Buffer.from(body) };
  }
  const { statusCode, headers = {}, body, isBase64Encoded, cookies = [] } = answer as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== "string") return undefined;
  if (typeof headers !== "object" || !Array.isArray(cookies)) return undefined;
  const rawHeaders = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    isScalar(value) && !hopByHop.has(name.toLowerCase()) ? [name, String(value)] : [],
  );
  if (!rawHeaders.some((name, at) => at % 2 === 0 && name.toLowerCase() === "content-type"))
    rawHeaders.push("Content-Type", "text/plain;charset=utf-8");
  for (const cookie of cookies) rawHeaders.push("Set-Cookie", String(cookie));
  if (!areSendable(rawHeaders)) return undefined;
  const encoding = isBase64Encoded === true ? "base64" : "utf8";
  const bytes = Buffer.from(body ?? "", encoding);
  // What is no base64 would lose what it cannot read.
  if (encoding === "base64" && bytes.toString("base64") !== body) return undefined;
  return { status, rawHeaders, body: bytes };
}

const hopByHop = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"]);

function areSendable(rawHeaders: string[]): boolean {
  try {
    for (let at = 0; at < rawHeaders.length; at += 2) {
      validateHeaderName(rawHeaders[at]!);
      validateHeaderValue(rawHeaders[at]!, rawHeaders[at + 1]!);
    }
    return true;
  } catch {
    return false;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
