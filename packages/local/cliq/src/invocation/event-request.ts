import { sign } from "node:crypto";
import type { FakeChat } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { CliqState } from "../cliq-state.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import type { InvocationEvent, InvocationRequest } from "./invocation.ts";
import { spoilEvent } from "./spoil-event.ts";
import { spoilRequest } from "./spoil-request.ts";

const browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
// The value of neither header is known.
const requestHeaders = { "content-type": "application/json;charset=UTF-8", "user-agent": "ZohoCliq" };

/** What is particular to an event. */
export interface EventParts {
  readonly url: string;
  readonly name: string;
  readonly handler: string;
  readonly type: "messageaction" | "function";
  readonly responseUrl?: string | undefined;
  readonly timestamp: number;
  readonly person: FakePerson;
  readonly chat: FakeChat;
  readonly messageId?: string | undefined;
  /** Of `params`, what is not in all of them. */
  readonly params: object;
}

/**
 * The request of an event. The envelope is that of Zoho's published samples for webhook extensions; that components made
 * through the REST API get the same is INFERRED. `faults` are what goes wrong.
 */
export function eventRequest(
  state: CliqState,
  parts: EventParts,
  faults: readonly DeliveryFault[] = [],
): InvocationRequest {
  const { options } = state;
  const { organizationId } = options;
  const { person, chat, messageId } = parts;
  state.chats.set(chat.id, chat);
  const event: InvocationEvent & Record<string, unknown> = {
    name: parts.name,
    handler: { type: parts.handler },
    ...(parts.responseUrl !== undefined && { response_url: parts.responseUrl }),
    type: parts.type,
    timestamp: parts.timestamp,
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
        ...(messageId !== undefined && { message_id: messageId }),
      },
      ...parts.params,
    },
  };
  const body = JSON.stringify(faults.reduce(spoilEvent, event));
  const headers: Record<string, string> = { ...requestHeaders };
  if (options.signingKey !== undefined) headers["x-cliq-signature"] = toSignature(body, options.signingKey);
  const request: InvocationRequest = { method: "POST", url: parts.url, headers, body };
  return faults.reduce(spoilRequest, request);
}

/** RSA PKCS#1 v1.5 with SHA-256 over the body's bytes, base64: what webhook extensions receive. */
function toSignature(body: string, privateKey: string): string {
  return sign("sha256", Buffer.from(body), privateKey).toString("base64");
}
