import type { RegisteredAction } from "./registered-action.ts";
import { isAvailableTo } from "./available-to.ts";
import { type FakeMessage, messageTypeOf } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";

/** Zoho's page on the message action handler: up to 25 messages, up to 10 files among them. */
const maxMessages = 25;
const maxAttachments = 10;

/** The actions Cliq offers a person who right-clicks these messages. */
export function menuFor(
  actions: readonly RegisteredAction[],
  person: FakePerson,
  messages: readonly FakeMessage[],
): RegisteredAction[] {
  const types = messages.map(messageTypeOf);
  const attachments = types.filter((type) => type === "attachment").length;
  if (messages.length === 0 || messages.length > maxMessages || attachments > maxAttachments) return [];
  return actions.filter(
    (action) =>
      action.status === "enabled" &&
      isAvailableTo(person, action) &&
      (messages.length === 1 || action.multiSelectable) &&
      types.every((type) => action.messageTypes.includes(type)),
  );
}
