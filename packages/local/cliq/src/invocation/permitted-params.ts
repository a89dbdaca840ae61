import type { FakeChat, FakeMessage } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";
import type { FunctionPermission } from "../functions/handler-types.ts";
import type { Permission } from "../message-actions/registered-action.ts";
import { type MessageStyle, toMentions, toMessageObject, toUserObject } from "./message-object.ts";

/** What a choice could tell a webhook. */
export interface PermittedSubject {
  person: FakePerson;
  chat: FakeChat;
  /** The first is the one right-clicked; a form has none. */
  messages: readonly FakeMessage[];
  organizationId: string;
  /** Origin of attachment URLs. */
  origin: string;
  style: MessageStyle;
}

/**
 * The keys of `params` each permission of the handler adds. INFERRED, here and nowhere else: the documents say only
 * that permissions "control which data attributes are included in the webhook payload".
 */
const paramsOf: Record<Permission, (subject: PermittedSubject) => object> = {
  message: ({ messages, style }) => {
    const list = messages.map((message) => toMessageObject(message, style));
    const [main] = messages;
    return {
      messages: { count: list.length, list },
      message: list[0],
      mentions: main === undefined ? [] : toMentions(main),
    };
  },
  attachments: ({ messages, origin }) => ({
    attachments: messages.flatMap((message) => toAttachments(message, origin)),
  }),
  user: ({ person, organizationId }) => ({
    user: {
      ...toUserObject(person),
      admin: person.admin ?? false,
      organization_id: organizationId,
      zoho_user_id: person.id,
    },
  }),
  chat: ({ chat }) => ({ chat: toChatObject(chat) }),
  location: ({ person }) => ({
    location: person.location === undefined ? { status: "denied" } : { ...person.location, status: "granted" },
  }),
};

/** The keys of `params` that these permissions allow. */
export function toPermittedParams(permissions: readonly Permission[], subject: PermittedSubject): object {
  return Object.assign({}, ...permissions.map((permission) => paramsOf[permission](subject)));
}

/**
 * The same for a function. CONFIRMED (Templates): a click carries the one message with the button, a submitted form has
 * nothing in both of its keys, of which one is misspelt.
 */
export function toFunctionParams(permissions: readonly FunctionPermission[], subject: PermittedSubject): object {
  const [message] = subject.messages;
  return Object.assign(
    {},
    ...permissions.map((permission) => {
      if (permission !== "message") return paramsOf[permission](subject);
      return message === undefined
        ? { message: {}, messgaes: {} }
        : { message: toMessageObject(message, subject.style) };
    }),
  );
}

function toChatObject(chat: FakeChat): object {
  const members = chat.members.map((member) => ({
    last_name: member.lastName,
    id: member.id,
    first_name: member.firstName,
    email: member.email,
    status: "0",
  }));
  const owner = chat.members[0]?.id;
  return { owner, members, id: chat.id, type: chat.type, chat_type: chat.type, title: chat.title, recent_messages: [] };
}

// A unique URL per attachment is documented, its form is not.
function toAttachments(message: FakeMessage, origin: string): object[] {
  if (message.type !== "attachment") return [];
  const { file, comment } = message;
  const url = `${origin}/v2/attachments/${encodeURIComponent(file.id)}`;
  return [
    { name: file.name, ...(comment !== undefined && { comment }), id: file.id, url, contenttype: file.contentType },
  ];
}
