import { sign } from "node:crypto";
import type { CliqState } from "../cliq-state.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import { spoilEvent } from "./spoil-event.ts";
import { spoilRequest } from "./spoil-request.ts";
import type { RegisteredAction } from "../message-actions/registered-action.ts";
import type { ActionChoice, InvocationEvent, InvocationRequest } from "./invocation.ts";
import { responseUrl } from "./late-replies.ts";
import { toPermittedParams } from "./permitted-params.ts";

const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
// The value of neither header is known.
const requestHeaders = { "content-type": "application/json;charset=UTF-8", "user-agent": "ZohoCliq" };

/**
 * The request Cliq makes when a person chooses a webhook action. The envelope is that of Zoho's published sample for
 * webhook extensions; that actions made through the REST API get the same is INFERRED. `faults` are what goes wrong.
 */
export function toInvocationRequest(
  state: CliqState,
  action: RegisteredAction,
  choice: ActionChoice,
  now: number,
  faults: readonly DeliveryFault[] = [],
): InvocationRequest {
  if (action.executionUrl === undefined) {
    throw new Error(
      `"${action.name}" (${action.id}) is a Deluge action: its script runs inside Zoho, there is no URL to call.`,
    );
  }
  const { options } = state;
  const { organizationId, origin, linkMessageType } = options;
  const { messages, messageIds = "present", person, chat } = choice;
  const style = { messageIds, linkMessageType };
  const event: InvocationEvent & Record<string, unknown> = {
    name: action.name,
    handler: { type: "execution_handler" },
    ...(options.responseUrl === "present" && { response_url: responseUrl(state) }),
    type: "messageaction",
    timestamp: choice.at ?? now,
    params: {
      environment: {
        tld: ".com",
        data_center: "US",
        base_url: `https://cliq.zoho.com/company/${organizationId}`,
      },
      access: {
        user_id: person.id,
        zoho_user_id: person.id,
        organization: { type: "company", id: organizationId },
        user_agent: browser,
        chat_id: chat.id,
        // A key of Zoho's SDK types; what its value is in a thread is INFERRED.
        ...(chat.parentId !== undefined && { parent_chat_id: chat.parentId }),
        ...(messageIds === "present" && { message_id: messages[0]?.id }),
      },
      ...toPermittedParams(action.permissions, { person, chat, messages, organizationId, origin, style }),
    },
  };
  const body = JSON.stringify(faults.reduce(spoilEvent, event));
  const headers: Record<string, string> = { ...requestHeaders };
  if (options.signingKey !== undefined) headers["x-cliq-signature"] = toSignature(body, options.signingKey);
  const request: InvocationRequest = { method: "POST", url: action.executionUrl, headers, body };
  return faults.reduce(spoilRequest, request);
}

/** RSA PKCS#1 v1.5 with SHA-256 over the body's bytes, base64: what webhook extensions receive. */
function toSignature(body: string, privateKey: string): string {
  return sign("sha256", Buffer.from(body), privateKey).toString("base64");
}
