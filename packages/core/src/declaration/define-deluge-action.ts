import { checkDeclaration } from "./check-declaration.ts";
import type { Audience } from "./define-message-action.ts";
import type { WithIcon, RegistrationPolicy } from "./registration-policy.ts";
import type { MessageType } from "./vocabulary.ts";

/** What an author writes of an action whose script runs inside Zoho. */
export type DelugeDeclaration = Audience &
  RegistrationPolicy &
  WithIcon & {
    /** Shown in the right-click menu; at most 30 characters, unique in the organisation. */
    readonly name: string;
    /** Shown under the name; at most 128 characters. */
    readonly hint: string;
    /** One to three kinds of message the action is offered on. */
    readonly messageTypes: readonly MessageType[];
    /** Whether several messages can be selected at once. */
    readonly multiSelectable?: boolean;
    /** The Deluge source beside `action.ts`, such as "./script.ds"; at most 250 KB. */
    readonly script: string;
  };

/** A Deluge action that passed its checks. */
export type DelugeAction = DelugeDeclaration & { readonly kind: "deluge-action" };

/**
 * Declares a message action that a Deluge script of its own serves, inside Zoho: no function, no URL, no permissions.
 * Throws {@link InvalidDeclaration} at import when Cliq's documented limits are not met.
 */
export function defineDelugeAction(declaration: DelugeDeclaration): DelugeAction {
  checkDeclaration(declaration);
  return Object.freeze({ ...declaration, kind: "deluge-action" as const });
}
