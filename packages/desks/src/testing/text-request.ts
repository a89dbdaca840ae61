import { invocationOf } from "@cliq-actions/core/testing";
import type { TicketRequest } from "../ticket-desk.ts";
import { toTicketRequest } from "../to-ticket-request.ts";

/** What a desk is asked for a text message; a key of its own for each `name`. */
export function requestCalled(name: string, changes: Partial<TicketRequest> = {}): TicketRequest {
  const invocation = invocationOf("text-message");
  const { text } = invocation.message as { text: string };
  return {
    ...toTicketRequest(invocation, { subject: text, body: text }),
    businessKey: `message ${name}`,
    deliveryKey: `delivery ${name}`,
    ...changes,
  };
}
