import { InvalidReply } from "../errors/invalid-reply.ts";
import { describeValue } from "./describe-value.ts";
import { Reply } from "./reply.ts";

/**
 * The body Cliq acts upon: `{"output": …}`, HTTP 200, application/json (docs/cliq.md).
 * INFERRED for standalone v3 webhook actions; this is the only place that knows it.
 * Throws {@link InvalidReply}, and nothing else, for whatever no builder made.
 */
export function toResponseBody(reply: Reply): string {
  return `{"output":${replyJson(reply)}}`;
}

/** The JSON of a reply; throws {@link InvalidReply} saying what came in its place. */
export function replyJson(reply: unknown): string {
  const json = Reply.jsonOf(reply);
  // The mark of a slot (slots.ts), which is left where nothing filled it.
  if (json?.includes("\0") === false) return json;
  const what = json === undefined ? describeValue(reply) : "a form or button without functions() in lambda.ts";
  throw new InvalidReply(`execute returned ${what}: return banner(), text() or card().`);
}
