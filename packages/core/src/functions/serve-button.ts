import { InvalidReply } from "../errors/invalid-reply.ts";
import { UserError } from "../errors/user-error.ts";
import { Block, isFields } from "../invocation/block.ts";
import { Reply } from "../reply/reply.ts";
import type { AnyButtonDefinition } from "./button-definition.ts";
import type { FunctionCall } from "../invocation/function-call.ts";
import { parseGranted } from "./granted.ts";
import { MessageEdit } from "./message-edit.ts";
import { matchShape } from "./shape.ts";
import { argumentsName } from "./to-function-button.ts";

/** What the edge calls when a person clicks the button: from an event's `params` to the reply on the wire. */
export function serveButton(button: AnyButtonDefinition): (call: FunctionCall, ports: unknown) => Promise<Reply> {
  return async (call, ports) => {
    const wire = new Block(call.params, "params", call.onOddField).block("arguments")?.fields ?? {};
    const { value, businessKey } = call.unseal(wire[argumentsName]);
    const args = matchShape(button.args ?? {}, value);
    if (args === undefined)
      throw new UserError("This button is from before a change of the action. Choose the action again.");
    const granted = parseGranted(call, businessKey, button.permissions ?? []);
    const answer = await button.click({ ...granted, args, input: inputOf(wire.input) } as never, ports as never);
    const reply = Reply.jsonOf(answer) === undefined ? MessageEdit.replyOf(answer) : (answer as Reply);
    if (reply !== undefined) return reply;
    throw new InvalidReply(
      `The button "${button.name}" returned no reply: return text(), card(), banner(), edit() or a form.`,
    );
  };
}

/**
 * INFERRED from one application, which reads `arguments.input.token`: what a person wrote into a confirmation comes as
 * `arguments.input`. Whether as a text or as an object around one is UNKNOWN: the first text of it is taken.
 */
function inputOf(input: unknown): string | undefined {
  if (typeof input === "string") return input.trim() === "" ? undefined : input;
  if (typeof input === "number") return String(input);
  const held = Array.isArray(input) || isFields(input) ? Object.values(input) : [];
  return held.map((one) => (typeof one === "string" ? inputOf(one) : undefined)).find((one) => one !== undefined);
}
