/** What kinds of message an action is offered on. */
export const messageTypes = ["text", "link", "attachment"] as const;
/** One kind of message, in the words of the REST API's `message_types`. */
export type MessageType = (typeof messageTypes)[number];

/** What Cliq may include in the event; each decides a part of the payload. */
export const permissions = ["chat", "message", "user", "location", "attachments"] as const;
/** One entry of a handler's `permissions`. */
export type Permission = (typeof permissions)[number];

/** Who sees the action in their menu. */
export const scopes = ["organization", "team", "personal"] as const;
/** One value of the REST API's `scope`. */
export type Scope = (typeof scopes)[number];
