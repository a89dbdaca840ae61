import { checkButton } from "#check-button";
import type { FunctionDeclaration } from "../declaration/function-declaration.ts";
import type { FunctionPermission } from "../function-handlers.ts";
import type { Button } from "../reply/button.ts";
import type { ButtonOptions } from "../reply/to-button.ts";
import type { AnyButtonDefinition, ButtonDefinition } from "./button-definition.ts";
import { serveButton } from "./serve-button.ts";
import type { Shape, ShapeValue } from "./shape.ts";
import { toFunctionButton } from "./to-function-button.ts";

/** A button's function in Cliq, and the buttons that call it. */
export interface FunctionButton<A extends Shape, Ports> extends FunctionDeclaration<Ports> {
  readonly type: "button";
  /** A button for a card or a message. */
  button(
    label: string,
    ...rest: [A] extends [never] ? [options?: ButtonOptions] : [args: ShapeValue<A>, options?: ButtonOptions]
  ): Button;
}

/**
 * Declares a button whose click calls the action, and its behaviour, as one value. It belongs into `functions` of its
 * action, and `functions()` into the action's `lambda.ts`. `args` decides the types of its arguments.
 * Throws `InvalidDeclaration` at import when Cliq's documented limits are not met; not in a deployed bundle.
 */
export function defineButton<
  const A extends Shape = never,
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
    button: ((label: string, ...rest: object[]) =>
      toFunctionButton(any, label, ...(any.args === undefined ? [{}, rest[0]] : rest))) as FunctionButton<
      A,
      Ports
    >["button"],
    serve: serveButton(any),
  } satisfies FunctionButton<A, Ports>);
}
