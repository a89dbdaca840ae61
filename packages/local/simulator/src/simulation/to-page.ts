import { displayName, type FakePerson, messageTypeOf, type RegisteredAction } from "@cliq-actions/fake-cliq";
import type { PageAction, PageChat, PageMessage, PagePerson } from "../page-api.ts";
import type { ChatPlace, ConversationMessage } from "./conversation.ts";

/** A person, as the page shows them; their place in the channel decides their colour. */
export function toPagePerson(person: FakePerson, place: number): PagePerson {
  return {
    id: person.id,
    name: displayName(person),
    initials: `${person.firstName.slice(0, 1)}${person.lastName.slice(0, 1)}`.toUpperCase(),
    email: person.email,
    language: person.language,
    timezone: person.timezone,
    tone: place % 6,
    ...(person.guest === true && { guest: true }),
  };
}

/** A place where people talk, as the page shows it. */
export function toPageChat({ chat, topic }: ChatPlace): PageChat {
  const { id, title, type } = chat;
  return { id, title, topic, type, memberIds: chat.members.map((member) => member.id) };
}

/** A message, as the page shows it. */
export function toPageMessage({ message, chatId, replyTo, output }: ConversationMessage): PageMessage {
  const isFile = message.type === "attachment";
  return {
    id: message.id,
    chatId,
    senderId: message.sender.id,
    time: message.time,
    type: messageTypeOf(message),
    text: isFile ? (message.comment ?? "") : message.text,
    mentions: isFile ? [] : (message.mentions ?? []).map(({ name }) => name),
    ...(isFile
      ? { file: { name: message.file.name, contentType: message.file.contentType, size: message.file.size } }
      : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(output === undefined ? {} : { output }),
  };
}

/** An action as Cliq holds it, with the slug its address names. */
export function toPageAction(action: RegisteredAction): PageAction {
  return {
    id: action.id,
    slug: slugOf(action),
    name: action.name,
    hint: action.hint,
    scope: action.scope,
    messageTypes: action.messageTypes,
    multiSelectable: action.multiSelectable,
    permissions: action.permissions,
    executionType: action.executionType,
    ...(action.executionUrl === undefined ? {} : { url: action.executionUrl }),
  };
}

/** The slug in the action's address (`/actions/{slug}/{credential}`); empty when its address is another. */
export function slugOf(action: Pick<RegisteredAction, "executionUrl">): string {
  return /\/actions\/([^/?#]+)\/[^/?#]+$/u.exec(action.executionUrl ?? "")?.[1] ?? "";
}
