import type { HttpRequest } from "@cliq-actions/core";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { PayloadTooLarge, Unauthenticated } from "../refusals.ts";

/** What the function may be handed: anything can invoke it, so every part may be missing. */
export type WebhookEvent = Partial<APIGatewayProxyEventV2> | null | undefined;

/**
 * What Lambda itself takes with one [request](https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html):
 * an event that arrived is not refused for what nobody asked for, such as the members of a large channel.
 */
const largestBodyBytes = 6 * 1_048_576;

/**
 * The request inside an HTTP API event (payload format 2.0), with the body's exact bytes. Throws `PayloadTooLarge`, and
 * `Unauthenticated` for a body that is no exact encoding of bytes.
 */
export function toHttpRequest(event: WebhookEvent): HttpRequest {
  return {
    method: event?.requestContext?.http?.method ?? "",
    headers: event?.headers ?? {},
    body: bodyBytes(typeof event?.body === "string" ? event.body : "", event?.isBase64Encoded === true),
  };
}

/** The credential in the path of `POST /actions/{slug}/{credential}`; empty when there is none. */
export function credentialOf(event: WebhookEvent): string {
  const credential: unknown = event?.pathParameters?.credential;
  return typeof credential === "string" ? credential : "";
}

/** What is decoded must encode to the same text again; the gateway sends nothing else. */
function bodyBytes(body: string, isBase64Encoded: boolean): Buffer {
  // Refused by its length first: decoding would copy what is about to be thrown away.
  if (body.length > (isBase64Encoded ? Math.ceil(largestBodyBytes / 3) * 4 + 4 : largestBodyBytes))
    throw new PayloadTooLarge("body");
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > largestBodyBytes) throw new PayloadTooLarge("body");
  const isExact = isBase64Encoded ? bytes.toString("base64") === body : body.isWellFormed();
  if (!isExact) throw new Unauthenticated("body");
  return bytes;
}
