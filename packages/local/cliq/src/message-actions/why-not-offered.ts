import { type FakeMessage, messageTypeOf } from "../chat/fake-message.ts";
import { displayName, type FakePerson } from "../chat/fake-person.ts";
import { isAvailableTo } from "./available-to.ts";
import type { RegisteredAction } from "./registered-action.ts";

/** Zoho's page on the message action handler: up to 25 messages, up to 10 files among them. */
const maxMessages = 25;
const maxAttachments = 10;

/** Why Cliq does not offer an action to a person who right-clicks these messages, a sentence for each reason; none when it does. */
export function whyNotOffered(
  action: RegisteredAction,
  person: FakePerson,
  messages: readonly FakeMessage[],
): string[] {
  const types = messages.map(messageTypeOf);
  const files = types.filter((type) => type === "attachment").length;
  const others = [...new Set(types)].filter((type) => !action.messageTypes.includes(type));
  const reasons = [
    action.status === "disabled" && "It is disabled in Cliq.",
    !isAvailableTo(person, action) && whyNotAvailable(action, person),
    others.length > 0 && `It is for ${list(action.messageTypes)}; ${here(messages.length)} ${list(others)}.`,
    messages.length > 1 && !action.multiSelectable && `It takes one message at a time; ${messages.length} are chosen.`,
    messages.length === 0 && "No message is chosen.",
    messages.length > maxMessages && `Cliq takes ${maxMessages} messages at most; ${messages.length} are chosen.`,
    files > maxAttachments && `Cliq takes ${maxAttachments} files at most; ${files} are among the messages.`,
  ];
  return reasons.filter((reason) => reason !== false);
}

function whyNotAvailable({ scope, teamIds, creator }: RegisteredAction, person: FakePerson): string {
  const name = displayName(person);
  return scope === "team"
    ? `It is for team ${list(teamIds)}, and ${name} is in ${person.teamIds?.length ? `team ${list(person.teamIds)}` : "no team"}.`
    : `It is personal: only ${creator.name} sees it, and this is ${name}.`;
}

const here = (count: number): string => (count === 1 ? "this message is of the type" : "among these are");

function list(words: readonly string[]): string {
  return words.join(", ");
}
