import { Block } from "./block.ts";
import { chatIdOf, type Envelope } from "./parse-envelope.ts";

/** Where an answer goes that comes after the click, as far as the event says. Nothing of it is trusted. */
export interface LateReply {
  /** `response_url`. */
  readonly responseUrl: string | undefined;
  readonly chatId: string | undefined;
  /** The message that the action was chosen on. */
  readonly messageId: string | undefined;
}

/** Reads where a late answer goes; what is of another type than expected counts as absent. */
export function parseLateReply(envelope: Envelope): LateReply {
  const { fields, params } = envelope;
  const block = new Block(params, "params", ignore);
  return {
    responseUrl: new Block(fields, "body", ignore).text("response_url"),
    chatId: chatIdOf(envelope) ?? block.block("chat")?.id("id"),
    messageId: block.block("message")?.id("id") ?? block.block("access")?.id("message_id"),
  };
}

/** The webhook has reported what is odd. */
function ignore(): void {}
