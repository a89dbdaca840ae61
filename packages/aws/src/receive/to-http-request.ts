import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { PayloadTooLarge, Unauthenticated } from "../refusals.ts";

/** What the function may be handed: anything can invoke it, so every part may be missing. */
export type WebhookEvent = Partial<APIGatewayProxyEventV2> | null | undefined;

/**
 * What Lambda itself takes with one [request](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html):
 * an event that arrived is not refused for what nobody asked for, such as the members of a large channel.
 */
const largestBodyBytes = 6 * 1_048_576;

/** What is read of a request. */
export interface HttpRequest {
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Well-formed text, whose UTF-8 are the bytes that came over the wire; those bytes where the gateway sent base64. */
  readonly body: string | Uint8Array;
}

/**
 * The request inside an HTTP API event (payload format 2.0). Throws `PayloadTooLarge`, and
 * `Unauthenticated` for a body that is no exact encoding of bytes.
 */
export function toHttpRequest(event: WebhookEvent): HttpRequest {
  return {
    headers: event?.headers ?? {},
    body: bodyOf(typeof event?.body === "string" ? event.body : "", event?.isBase64Encoded === true),
  };
}

/** The credential in the path of `POST /actions/{slug}/{credential}`; empty when there is none. */
export function credentialOf(event: WebhookEvent): string {
  const credential: unknown = event?.pathParameters?.credential;
  return typeof credential === "string" ? credential : "";
}

function bodyOf(body: string, isBase64Encoded: boolean): string | Uint8Array {
  if (!isBase64Encoded) {
    // A UTF-16 unit is three bytes of UTF-8 at most: most bodies need no counting.
    if (body.length > largestBodyBytes / 3 && Buffer.byteLength(body) > largestBodyBytes)
      throw new PayloadTooLarge("body");
    if (!body.isWellFormed()) throw new Unauthenticated("body");
    return body;
  }
  // Refused by its length first: decoding would copy what is about to be thrown away.
  if (body.length > Math.ceil(largestBodyBytes / 3) * 4 + 4) throw new PayloadTooLarge("body");
  const bytes = Buffer.from(body, "base64");
  if (bytes.length > largestBodyBytes) throw new PayloadTooLarge("body");
  // What is decoded must encode to the same text again; the gateway sends nothing else.
  if (bytes.toString("base64") !== body) throw new Unauthenticated("body");
  return bytes;
}
