import { Block } from "../invocation/block.ts";
import { chatIdOf, type Envelope } from "../invocation/parse-envelope.ts";
import type { RuleName, Rules } from "./rules.ts";

/** How one rule is held against an event. */
interface Judge<Value> {
  /** Undefined where the event does not tell. */
  readonly isMet: (value: Value, event: PolicyEvent) => boolean | undefined;
  /** What the person is told who does not meet it. */
  readonly refused: string;
  /** Completes "Cliq did not say". */
  readonly unknown: string;
}

/** What the rules look at. */
interface PolicyEvent {
  readonly envelope: Envelope;
  readonly access: Block | undefined;
  readonly user: Block | undefined;
  readonly chat: Block | undefined;
}

const judges: { readonly [Name in RuleName]: Judge<NonNullable<Rules[Name]>> } = {
  guests: {
    isMet: (_, event) => isMember(event),
    refused: "This action is not for guests.",
    unknown: "which organisation you belong to",
  },
  emailDomains: {
    isMet: (domains, { user }) => {
      const [, domain] = /@([^@]+)$/.exec(user?.text("email") ?? "") ?? [];
      return domain === undefined ? undefined : domains.includes(domain.toLowerCase());
    },
    refused: "This action is not for people with your e-mail address.",
    unknown: "your e-mail address",
  },
  administrators: {
    isMet: (_, { user }) => user?.flag("admin"),
    refused: "This action is for administrators only.",
    unknown: "whether you are an administrator",
  },
  chats: {
    isMet: (chats, { envelope, access, chat }) => {
      const ids = [chatIdOf(envelope), chat?.id("id"), access?.id("parent_chat_id")].filter((id) => id !== undefined);
      return ids.length === 0 ? undefined : ids.some((id) => chats.includes(id));
    },
    refused: "This action cannot be used in this chat.",
    unknown: "which chat this is",
  },
  chatTypes: {
    isMet: (types: readonly string[], { chat }) => {
      const type = chat?.text("chat_type") ?? chat?.text("type");
      return type === undefined ? undefined : types.includes(type);
    },
    refused: "This action cannot be used in a chat of this kind.",
    unknown: "what kind of chat this is",
  },
};

/** Reads once what the rules look at; another type than expected counts as absent, and the parser has reported it. */
export function toPolicyEvent(envelope: Envelope): PolicyEvent {
  const params = new Block(envelope.params, "params", () => {});
  const [access, user, chat] = [params.block("access"), params.block("user"), params.block("chat")];
  return { envelope, access, user, chat };
}

/** What a rule comes to, and the words for it; `isMet` is undefined where the event does not tell. */
export function judgeRule(
  name: RuleName,
  value: Rules[RuleName],
  event: PolicyEvent,
): { readonly isMet: boolean | undefined; readonly refused: string; readonly unknown: string } {
  const { isMet, ...words } = judges[name] as Judge<unknown>;
  return { isMet: isMet(value, event), ...words };
}

/** Whether the person belongs to the organisation, by whatever the event tells. */
function isMember({ envelope, access, user, chat }: PolicyEvent): boolean | undefined {
  const isAmongGuests =
    access?.block("organization")?.text("type") === "network" ||
    [chat?.text("chat_type"), chat?.text("type")].includes("guests");
  if (isAmongGuests) return false;
  const own = user?.id("organization_id");
  return own === undefined ? undefined : own === envelope.organizationId;
}
