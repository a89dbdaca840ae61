import type { MessageType } from "../chat/fake-message.ts";

/** What a webhook may be told about an invocation (`permissions` of the handler). */
export const permissions = ["chat", "message", "user", "location", "attachments"] as const;

/** One of the five permissions. */
export type Permission = (typeof permissions)[number];

/** Who sees an action in the menu. */
type ActionScope = "organization" | "team" | "personal";

/** A message action as Cliq holds it. Values are replaced, never changed in place. */
export interface RegisteredAction {
  /** 17 digits, above 2^53. */
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly scope: ActionScope;
  /** Exact decimal digits; empty unless the scope is `team`. */
  readonly teamIds: readonly string[];
  readonly multiSelectable: boolean;
  readonly messageTypes: readonly MessageType[];
  /** Base64. */
  readonly image?: string;
  readonly executionType: "deluge" | "webhook";
  readonly executionUrl?: string;
  /** Of the execution handler of a webhook action. */
  readonly permissions: readonly Permission[];
  /** Of the execution handler of a Deluge action. */
  readonly script: string;
  readonly creator: { readonly id: string; readonly name: string };
  readonly status: "enabled" | "disabled";
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** The organisation's change count when this action last changed: the order `sync_token` follows. */
  readonly revision: number;
}
