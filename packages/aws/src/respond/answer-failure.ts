import {
  banner,
  excerpt,
  type HttpResponse,
  MalformedInvocation,
  type Markup,
  toResponseBody,
  UpstreamFailed,
  UserError,
} from "@cliq-actions/core";
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

/** Longest sentence of a failure banner: an author may quote a message in it, and no answer may fail over its length. */
const longestSentence = 1_000;

/** A response with a JSON body. */
export function json(status: number, body: string): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body };
}

function sentenceFor(error: unknown, reference: string): string | Markup {
  if (error instanceof UserError) return excerpt(error.message, longestSentence);
  if (error instanceof UpstreamFailed) return `${error.message}. Try again. (ref ${reference})`;
  return `Something went wrong. (ref ${reference})`;
}
