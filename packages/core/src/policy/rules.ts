import type { Permission } from "../vocabulary.ts";

/** The kinds of chat that Zoho's SDK for Python names. */
export const chatTypes = [
  "channel",
  "bot",
  "dm",
  "chat",
  "crossproduct_custom_chat",
  "entity_chat",
  "guests",
  "threads",
  "thread",
] as const;

/** Who may use an action, and where; whoever meets all of it may. */
export interface Rules {
  /**
   * `false`: a guest may not. The event tells one by an organisation of the type "network", by a chat with guests, or by
   * an organisation of their own that is not the stage's.
   */
  readonly guests?: false;
  /** Only people whose e-mail address is at one of these domains, in lower case; a subdomain is another domain. */
  readonly emailDomains?: readonly string[];
  /** `true`: only administrators of the organisation, on a stage with `verifySignature`: without one, anybody can say so. */
  readonly administrators?: true;
  /** Only in chats with these ids, and in their threads. */
  readonly chats?: readonly string[];
  /** Only in chats of these kinds. */
  readonly chatTypes?: readonly (typeof chatTypes)[number][];
  /** What happens where the event does not tell what a rule asks. Left out, the person is refused. */
  readonly whenUnknown?: "refuse" | "allow";
}

/** The name of a rule, which `whenUnknown` is not. */
export type RuleName = Exclude<keyof Rules, "whenUnknown">;

/** The permission that each rule needs to be told anything. */
export const neededPermissions = {
  guests: "user",
  emailDomains: "user",
  administrators: "user",
  chats: "chat",
  chatTypes: "chat",
} as const satisfies Record<RuleName, Permission>;

/** The permissions that an action with these rules has to declare. */
export type NeededBy<R extends Rules> = (typeof neededPermissions)[keyof R & RuleName];
