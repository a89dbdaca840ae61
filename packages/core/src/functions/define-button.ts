import type { FunctionDeclaration, FunctionPermission } from "../declaration/function-declaration.ts";
import type { RegistrationPolicy } from "../declaration/registration-policy.ts";
import type { InvocationBase } from "../invocation/invocation.ts";
import type { Button, ButtonOptions } from "../reply/button.ts";
import type { Reply } from "../reply/reply.ts";
import { checkButton } from "#check-functions";
import type { Granted } from "./granted.ts";
import type { MessageEdit } from "./message-edit.ts";
import { serveButton } from "./serve-button.ts";
import type { Shape, ShapeValue } from "./shape.ts";
import { toFunctionButton } from "./to-function-button.ts";

/** One click on a button. */
export type Click<A extends Shape, P extends FunctionPermission> = InvocationBase &
  Granted<P> & {
    /** What the button was made with. */
    readonly args: ShapeValue<A>;
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

/** A button's function in Cliq, and the buttons that call it. */
export interface FunctionButton<A extends Shape, Ports> extends FunctionDeclaration<Ports> {
  readonly type: "button";
  /** A button for a card or a message. */
  button(
    label: string,
    ...rest: Record<never, never> extends A
      ? [args?: ShapeValue<A>, options?: ButtonOptions]
      : [args: ShapeValue<A>, options?: ButtonOptions]
  ): Button;
}

/** Any button, for code that reads the declaration. */
export type AnyButtonDefinition = ButtonDefinition<Shape, FunctionPermission, never>;

/**
 * Declares a button whose click calls the action, and its behaviour, as one value. It belongs into `functions` of its
 * action, and `functions()` into the action's `lambda.ts`. `args` decides the types of its arguments.
 * Throws `InvalidDeclaration` at import when Cliq's documented limits are not met; not in a deployed bundle.
 */
export function defineButton<
  const A extends Shape = Record<never, never>,
  const P extends FunctionPermission = never,
  Ports = unknown,
>(definition: ButtonDefinition<A, P, Ports>): FunctionButton<A, Ports> {
  const any = definition as unknown as AnyButtonDefinition;
  checkButton(any);
  const { name, description = name, permissions = [], adopt, removalPolicy } = definition;
  return Object.freeze({
    type: "button" as const,
    name,
    description,
    ...(adopt === undefined ? {} : { adopt }),
    ...(removalPolicy === undefined ? {} : { removalPolicy }),
    handlers: { button_handler: permissions },
    button: (label, args, options) => toFunctionButton(any, label, args ?? {}, options ?? {}),
    serve: serveButton(any),
  } satisfies FunctionButton<A, Ports>);
}
