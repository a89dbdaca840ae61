// The test kit's front door: events as Cliq posts them, the invocations they become, and replies as Cliq receives them.
export { type EventName, eventOf, testOrganizationId, type WireEvent } from "./event-of.ts";
export { type CompleteInvocation, invocationOf } from "./invocation-of.ts";
export { outputOf, type ReplyOutput } from "./output-of.ts";
export { change, click, search, submit } from "./use-functions.ts";
export { usualTexts } from "./usual-texts.ts";
export { wireMessages } from "./wire-messages.ts";
export { neverAborted } from "./never-aborted.ts";
