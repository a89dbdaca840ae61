import type { FunctionPermission } from "../function-handlers.ts";
import type { RegistrationPolicy } from "../declaration/registration-policy.ts";
import type { InvocationBase } from "../invocation/invocation.ts";
import type { Reply } from "../reply/reply.ts";
import type { Granted } from "./granted.ts";
import type { MessageEdit } from "./message-edit.ts";
import type { Shape, ShapeValue } from "./shape.ts";

/** One click on a button. */
export type Click<A extends Shape, P extends FunctionPermission> = InvocationBase &
  Granted<P> &
  ([A] extends [never] ? unknown : { /** What the button was made with. */ readonly args: ShapeValue<A> }) & {
    /** What the person wrote into its confirmation; undefined where nothing was asked or written. */
    readonly input: string | undefined;
  };

/** What an author writes of a button: its arguments, and what a click does. */
export interface ButtonDefinition<A extends Shape, P extends FunctionPermission, Ports> extends RegistrationPolicy {
  /** Of the function in Cliq: at most 30 characters, unique in the organisation. */
  readonly name: string;
  /** Of the function in Cliq, at most 300 characters; its name unless told. */
  readonly description?: string;
  /** What each button of it carries, sealed for the person whom it is shown. */
  readonly args?: A;
  /** Which parts of the event Cliq sends. */
  readonly permissions?: readonly P[];
  click(click: Click<A, P>, ports: Ports): Reply | MessageEdit | Promise<Reply | MessageEdit>;
}

/** Any button, for code that reads the declaration. */
export type AnyButtonDefinition = ButtonDefinition<Shape, FunctionPermission, never>;
