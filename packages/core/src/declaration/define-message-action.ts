import type { Invocation } from "../invocation/invocation.ts";
import type { Reply } from "../reply/reply.ts";
import { checkDeclaration } from "./check-declaration.ts";
import type { Compute } from "./compute.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import type { WithIcon, RegistrationPolicy } from "./registration-policy.ts";
import type { MessageType, Permission } from "./vocabulary.ts";

/** Team scope demands the teams; every other scope forbids them. */
export type Audience =
  | { readonly scope: "organization" | "personal"; readonly teamIds?: never }
  /** One to four team ids; as strings where they exceed 2^53. */
  | { readonly scope: "team"; readonly teamIds: readonly (string | number)[] };

/** What both halves of an action share with each other, and with no Deluge action. */
interface WebhookSettings extends RegistrationPolicy, WithIcon {
  /** Buttons and forms of this action, by a key that never changes (letters, digits and hyphens). */
  readonly functions?: Readonly<Record<string, FunctionDeclaration>>;
  /** Memory and timeout of its function; left out, 512 MB and 14 s. */
  readonly compute?: Compute;
}

/** The data half of an action: its [registration](https://www.zoho.com/cliq/help/restapi/v3/messageactions/) in Cliq. */
export type Declaration = Audience &
  WebhookSettings & {
    /** Shown in the right-click menu; at most 30 characters, unique in the organisation. */
    readonly name: string;
    /** Shown under the name; at most 128 characters. */
    readonly hint: string;
    /** One to three kinds of message the action is offered on. */
    readonly messageTypes: readonly MessageType[];
    /** Which parts of the event Cliq sends; exactly these are asked for. */
    readonly permissions: readonly Permission[];
    /** Whether several messages (up to 25, of which 10 files) can be selected at once. */
    readonly multiSelectable?: boolean;
  };

/** What an author writes: how the action is registered in Cliq, and what happens when a person picks it. */
export type MessageActionDefinition<P extends Permission, T extends MessageType, M extends boolean, Ports> = Audience &
  WebhookSettings & {
    readonly name: string;
    readonly hint: string;
    readonly messageTypes: readonly T[];
    readonly permissions: readonly P[];
    readonly multiSelectable?: M;
    execute(invocation: Invocation<P, T, M>, ports: Ports): Reply | Promise<Reply>;
  };

/** An action that passed its checks. Its folder's name, the slug, is added by whoever discovers it. */
export type MessageAction<
  P extends Permission = Permission,
  T extends MessageType = MessageType,
  M extends boolean = boolean,
  Ports = never,
> = MessageActionDefinition<P, T, M, Ports> & { readonly kind: "message-action" };

/** Any action, for code that reads the declaration and leaves `execute` alone. */
export type AnyMessageAction = Declaration & { readonly kind: "message-action" };

/**
 * Declares a [message action](https://www.zoho.com/cliq/help/restapi/v3/messageactions/) and its behaviour as one value.
 * `permissions` decides which keys the invocation has, `messageTypes` the shape of its messages,
 * and the second parameter of `execute` which ports its wiring must supply.
 * Throws {@link InvalidDeclaration} at import when Cliq's documented limits are not met.
 */
export function defineMessageAction<
  const P extends Permission,
  const T extends MessageType,
  const M extends boolean = false,
  Ports = unknown,
>(definition: MessageActionDefinition<P, T, M, Ports>): MessageAction<P, T, M, Ports> {
  checkDeclaration(definition);
  return Object.freeze({ ...definition, kind: "message-action" as const });
}
