import type { AbortSignalLike } from "../abort-signal.ts";
import type { MessageType, Permission } from "../vocabulary.ts";
import type { Attachment, Chat, Location } from "./context.ts";
import type { MessageOf } from "./message.ts";
import type { Mention, User } from "./person.ts";

/** What every invocation carries, whatever the permissions. */
export interface InvocationBase {
  /** The action's folder name. */
  readonly slug: string;
  /** The organisation the event was admitted for. */
  readonly organizationId: string;
  /** When the person chose the action, in milliseconds since the epoch. */
  readonly at: number;
  /** Aborted when the work is given up, because the person has been told so or the function's time is up. */
  readonly signal: AbortSignalLike;
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
    : { readonly message: MessageOf<T> }) & {
    /** Whom the chosen messages mention, in Cliq's order; their texts hold the names already. */ readonly mentions: readonly Mention[];
  };
  user: { /** Who chose the action. */ readonly user: User };
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
