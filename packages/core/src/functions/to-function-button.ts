import { InvalidReply } from "../errors/invalid-reply.ts";
import { Button } from "../reply/button.ts";
import { slotJson } from "../reply/slots.ts";
import { type ButtonOptions, toButton } from "../reply/to-button.ts";
import type { AnyButtonDefinition } from "./button-definition.ts";
import { matchShape } from "./shape.ts";

/** The one argument on the wire: what a button carries, sealed. */
export const argumentsName = "context";

/** A button that calls the function; its name in this stage and the seal are filled in when it is answered with. */
export function toFunctionButton(
  { name, args: shape = {} }: AnyButtonDefinition,
  label: string,
  args: object = {},
  options: ButtonOptions = {},
): Button {
  const sealed = matchShape(shape, args);
  if (sealed === undefined)
    throw new InvalidReply(`A button of "${name}" was made with other arguments than it declares.`);
  const action = `{"type":"invoke.function","data":${slotJson({ functionName: name, calls: true })}}`;
  const given = `{"${argumentsName}":${slotJson({ functionName: name, sealed })}}`;
  const plain = Button.jsonOf(toButton(label, action, options)) ?? "";
  return new Button(`${plain.slice(0, -1)},"arguments":${given}}`);
}
