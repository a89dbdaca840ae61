import type { FunctionCall } from "../invocation/function-call.ts";
import type { Reply } from "../reply/reply.ts";
import type { FunctionHandlerName, FunctionPermission, FunctionType } from "../function-handlers.ts";
import type { RegistrationPolicy } from "./registration-policy.ts";

/** A button or form of an action, as it is registered in Cliq; the action's own Lambda serves it. */
export interface FunctionDeclaration<Ports = never> extends RegistrationPolicy {
  /** At most 30 characters, unique in the organisation; forms and buttons refer to it. */
  readonly name: string;
  /** At most 300 characters. */
  readonly description: string;
  readonly type: FunctionType;
  /** The permissions of each handler; the main one exists even when it is left out, and then has none. */
  readonly handlers: Readonly<Partial<Record<FunctionHandlerName, readonly FunctionPermission[]>>>;
  /** What a call comes to, with the action's ports; `defineForm` and `defineButton` make it. */
  readonly serve?: (call: FunctionCall, ports: Ports) => Promise<Reply>;
}
