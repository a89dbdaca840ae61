import { banner, type HttpResponse, MalformedInvocation, toResponseBody, UpstreamFailed, UserError } from "@cliq-actions/core";
import { Refusal } from "../refusals.ts";

/**
 * The one place that turns an error into HTTP. A failure the person should see is 200 with a failure banner, because
 * Cliq can show only what arrives in a reply; a refusal says nothing but its status.
 */
export function answerFailure(error: unknown, reference: string): HttpResponse {
  if (error instanceof Refusal) return json(error.status, error.body);
  if (error instanceof MalformedInvocation) return json(400, JSON.stringify({ message: error.message }));
  return json(200, toResponseBody(banner(sentenceFor(error, reference), "failure")));
}

/** A response with a JSON body. */
export function json(status: number, body: string): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body };
}

function sentenceFor(error: unknown, reference: string): string {
  if (error instanceof UserError) return error.message;
  if (error instanceof UpstreamFailed) return `${error.message}. Try again. (ref ${reference})`;
  return `Something went wrong. (ref ${reference})`;
}
