import type { MessageType, Permission } from "../declaration/vocabulary.ts";
import type { Mention, MessageOf, Person } from "./message.ts";

/** The conversation the message is in. `members` and `title` come only where Cliq sends them. */
export interface Chat {
  readonly id: string;
  readonly title?: string;
  /** Such as "channel", "dm", "chat", "thread"; Cliq may add others. */
  readonly type?: string;
  readonly members: readonly Person[];
}

/** A file of the chosen messages, with its time-limited address. Not trusted: check the host before fetching. */
export interface Attachment {
  readonly name: string;
  readonly id?: string;
  readonly url?: string;
  readonly contentType?: string;
}

/** Where the person is, if they allowed it. Degrees and metres. */
export interface Location {
  readonly status: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly accuracy?: number;
}

/** What every invocation carries, whatever the permissions. */
export interface InvocationBase {
  /** The action's folder name. */
  readonly slug: string;
  /** The organisation the event was admitted for. */
  readonly organizationId: string;
  /** When the person chose the action, in milliseconds since the epoch. */
  readonly at: number;
  readonly keys: {
    /** Hash of the raw body: equal for repeated deliveries of one click. */
    readonly delivery: string;
    /** Hash of organisation, chat, action and messages: equal for every click on the same messages. */
    readonly business: string;
  };
}

interface Granted<T extends MessageType, M extends boolean> {
  message: (M extends true
    ? { /** The chosen messages, 1 to 25, in Cliq's order. */ readonly messages: readonly MessageOf<T>[] }
    : { readonly message: MessageOf<T> }) & { readonly mentions: readonly Mention[] };
  user: { /** Who chose the action. */ readonly user: Person };
  chat: { readonly chat: Chat };
  attachments: { readonly attachments: readonly Attachment[] };
  location: { readonly location: Location | undefined };
}

type Intersection<U> = (U extends unknown ? (member: U) => void : never) extends (all: infer I) => void ? I : never;

/** One person choosing an action: what `execute` receives. A key exists only if its permission is declared. */
export type Invocation<
  P extends Permission = Permission,
  T extends MessageType = MessageType,
  M extends boolean = boolean,
> = InvocationBase & ([P] extends [never] ? unknown : Intersection<Granted<T, M>[P]>);
