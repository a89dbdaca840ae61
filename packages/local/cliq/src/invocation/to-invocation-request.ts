import type { CliqState } from "../cliq-state.ts";
import type { DeliveryFault } from "../delivery/delivery-fault.ts";
import type { RegisteredAction } from "../message-actions/registered-action.ts";
import { offerFiles } from "./attachments.ts";
import { eventRequest } from "./event-request.ts";
import type { ActionChoice, InvocationRequest } from "./invocation.ts";
import { issueResponseUrl } from "./late-replies.ts";
import { toPermittedParams } from "./permitted-params.ts";

/** The request Cliq makes when a person chooses a webhook action. `faults` are what goes wrong. */
export function toInvocationRequest(
  state: CliqState,
  action: RegisteredAction,
  choice: ActionChoice,
  now: number,
  faults: readonly DeliveryFault[] = [],
): InvocationRequest {
  const { name, executionUrl: url } = action;
  if (url === undefined) {
    throw new Error(
      `"${name}" (${action.id}) is a Deluge action: its script runs inside Zoho, there is no URL to call.`,
    );
  }
  const { organizationId, origin, linkMessageType, responseUrl } = state.options;
  const { messages, messageIds = "present", person, chat, at: timestamp = now } = choice;
  const style = { messageIds, linkMessageType };
  const handler = "execution_handler";
  if (action.permissions.includes("attachments")) offerFiles(state, messages);
  return eventRequest(
    state,
    {
      url,
      name,
      handler,
      type: "messageaction",
      timestamp,
      person,
      chat,
      responseUrl: responseUrl === "present" ? issueResponseUrl(state, handler, now) : undefined,
      messageId: messageIds === "present" ? messages[0]?.id : undefined,
      params: toPermittedParams(action.permissions, {
        person,
        chat,
        messages,
        organizationId,
        origin,
        style,
      }),
    },
    faults,
  );
}
