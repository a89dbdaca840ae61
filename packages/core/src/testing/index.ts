// The test kit's front door: events as Cliq posts them, and the invocations they become.
export { type EventName, eventOf, testOrganizationId, type WireEvent } from "./event-of.ts";
export { type CompleteInvocation, invocationOf } from "./invocation-of.ts";
export { wireMessages } from "./wire-messages.ts";
