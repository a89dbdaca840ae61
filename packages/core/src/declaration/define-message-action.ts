import type { Invocation } from "../invocation/invocation.ts";
import type { Reply } from "../reply/reply.ts";
import { checkDeclaration } from "#check-declaration";
import type { Background } from "./background.ts";
import type { Audience, Declaration, WebhookSettings } from "./declaration.ts";
import type { MessageType, Permission } from "../vocabulary.ts";

/** What an author writes: how the action is registered in Cliq, and what happens when a person picks it. */
export type MessageActionDefinition<P extends Permission, T extends MessageType, M extends boolean, Ports> = Audience &
  WebhookSettings<Ports, NoInfer<P>> & {
    readonly name: string;
    readonly hint: string;
    readonly messageTypes: readonly T[];
    readonly permissions: readonly P[];
    readonly multiSelectable?: M;
    /** Lets the work outlive the click; `lambda.ts` then serves it with `serveInBackground`. */
    readonly background?: Background<Invocation<P, T, M>>;
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
 * Throws {@link InvalidDeclaration} at import when Cliq's documented limits are not met; not in a deployed bundle, whose
 * synthesis has imported the same file.
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
