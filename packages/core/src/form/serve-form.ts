import { InvalidReply } from "../errors/invalid-reply.ts";
import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import { UserError } from "../errors/user-error.ts";
import type { FunctionPermission } from "../function-handlers.ts";
import { parseGranted } from "../functions/granted.ts";
import { MessageEdit } from "../functions/message-edit.ts";
import { matchShape } from "../functions/shape.ts";
import { Block, type Fields } from "../invocation/block.ts";
import type { FunctionCall } from "../invocation/function-call.ts";
import { fitPlain } from "../reply/fit-plain.ts";
import { Reply } from "../reply/reply.ts";
import { fieldChangesOf } from "./field-changes.ts";
import { FieldErrors, toFormError } from "./field-errors.ts";
import type { AnyFormDefinition } from "./form-definition.ts";
import { type Choice, type Choices, toChoice } from "./form-input.ts";
import { formLimits } from "./form-limits.ts";
import { contextInput } from "./open-form.ts";
import { parsePartialValues, parseValues } from "./parse-values.ts";

/** A call as far as every handler needs it. */
interface FormCall {
  readonly wire: Fields;
  readonly target: Block | undefined;
  readonly ports: never;
  /** What the handler receives in any case. */
  readonly told: (permissions: readonly FunctionPermission[] | undefined) => object;
}

/** What the edge calls when Cliq calls the form: from an event's `params` to the reply on the wire. */
export function serveForm(form: AnyFormDefinition): (call: FunctionCall, ports: unknown) => Promise<Reply> {
  return async (call, ports) => {
    const params = new Block(call.params, "params", call.onOddField);
    const block = params.strictBlock("form");
    const wire = block?.block("values")?.fields ?? {};
    const { value, businessKey } = call.unseal(wire[contextInput]);
    const context = matchShape(form.context ?? {}, value);
    if (context === undefined)
      throw new UserError("This form is from before a change of the action. Close it and choose the action again.");
    const told: FormCall["told"] = (permissions = []) => ({ ...parseGranted(call, businessKey, permissions), context });
    const given: FormCall = { wire, target: params.block("target"), ports: ports as never, told };
    switch (call.handler) {
      case "form_submit_handler":
        return block?.text("action") === "cancel" ? cancel(form, given) : submit(form, given);
      case "form_change_handler":
        return change(form, given);
      case "form_dynamic_select_handler":
        return search(form, given);
      default:
        throw new MalformedInvocation("handler.type", "a handler of a form");
    }
  };
}

async function submit(form: AnyFormDefinition, { wire, ports, told }: FormCall): Promise<Reply> {
  const { values, problems } = parseValues(form.inputs, wire);
  const invalid = (
    fields: Readonly<Record<string, string | undefined>>,
    text = "Please correct the form.",
  ): FieldErrors => new FieldErrors(toFormError(text, fields));
  if (Object.keys(problems).length > 0) return toReply(invalid(problems), form.name);
  const submission = { ...told(form.permissions?.submit), values, invalid };
  return toReply(await form.submit(submission as never, ports), form.name);
}

async function cancel(form: AnyFormDefinition, { ports, told }: FormCall): Promise<Reply> {
  const answer = await form.cancel?.(told(form.permissions?.submit) as never, ports);
  return answer === undefined ? new Reply('""') : toReply(answer, form.name);
}

async function change(form: AnyFormDefinition, { wire, target, ports, told }: FormCall): Promise<Reply> {
  const changed = target?.text("name") ?? "";
  const values = parsePartialValues(form.inputs, wire);
  const fields = fieldChangesOf(form.inputs);
  const given = { ...told(form.permissions?.change), values, changed, fields };
  const actions = Object.hasOwn(form.inputs, changed) ? await form.change?.(given as never, ports) : [];
  return new Reply(JSON.stringify({ type: "form_modification", actions: actions ?? [] }));
}

type Find = (search: never, ports: never) => Choices | Promise<Choices>;

async function search(form: AnyFormDefinition, { wire, target, ports, told }: FormCall): Promise<Reply> {
  const name = target?.text("name") ?? "";
  const finders: Readonly<Record<string, Find>> = form.options ?? {};
  const find = Object.hasOwn(finders, name) ? finders[name] : undefined;
  const values = parsePartialValues(form.inputs, wire);
  const given = { ...told(form.permissions?.options), values, query: target?.text("query") ?? "" };
  const found = (await find?.(given as never, ports)) ?? [];
  return new Reply(JSON.stringify({ options: found.flatMap(toFound).slice(0, formLimits.selectOptions) }));
}

/** A label is cut; a value that is too long, or holds half a character, is none: a part of one would be another. */
function toFound(option: string | Choice): readonly Choice[] {
  const { label, value } = toChoice(option);
  const shown = fitPlain(label, "An option's label", formLimits.optionLabelChars, true);
  const isValue = value !== "" && value.length <= formLimits.selectValueChars && value.isWellFormed();
  return shown !== undefined && isValue ? [{ label: shown, value }] : [];
}

function toReply(answer: unknown, name: string): Reply {
  if (Reply.jsonOf(answer) !== undefined) return answer as Reply;
  const reply = MessageEdit.replyOf(answer) ?? FieldErrors.replyOf(answer);
  if (reply !== undefined) return reply;
  throw new InvalidReply(
    `The form "${name}" returned no reply: return text(), card(), banner(), edit(), invalid() or a form.`,
  );
}
