import { UserError } from "../errors/user-error.ts";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { MalformedInvocation } from "../errors/malformed-invocation.ts";
import type { FunctionCall } from "../invocation/function-call.ts";
import { parseGranted } from "../functions/granted.ts";
import { MessageEdit } from "../functions/message-edit.ts";
import { matchShape } from "../functions/shape.ts";
import { Block } from "../invocation/block.ts";
import { Reply } from "../reply/reply.ts";
import type { AnyFormDefinition } from "./form-definition.ts";
import { fieldChangesOf } from "./field-changes.ts";
import { FieldErrors, toFormError } from "./field-errors.ts";
import { type Choices, toChoice } from "./form-input.ts";
import { formLimits } from "./form-limits.ts";
import { contextInput } from "./open-form.ts";
import { parsePartialValues, parseValues } from "./parse-values.ts";

/** What the edge calls when Cliq calls the form: from an event's `params` to the reply on the wire. */
export function serveForm(form: AnyFormDefinition): (call: FunctionCall, ports: unknown) => Promise<Reply> {
  return async (call, given) => {
    const ports = given as never;
    const params = new Block(call.params, "params", call.onOddField);
    const block = params.strictBlock("form");
    const wire = block?.block("values")?.fields ?? {};
    const context = contextOf(form, call, wire[contextInput]);
    switch (call.handler) {
      case "form_submit_handler":
        if (block?.text("action") === "cancel") return cancel(form, call, context, ports);
        return submit(form, call, wire, context, ports);
      case "form_change_handler":
        return change(form, call, wire, context, ports);
      case "form_dynamic_select_handler":
        return search(form, call, wire, context, ports);
      default:
        throw new MalformedInvocation("handler.type", "a handler of a form");
    }
  };
}

function contextOf(form: AnyFormDefinition, call: FunctionCall, sealed: unknown): object {
  const context = matchShape(form.context ?? {}, call.unseal(sealed));
  if (context !== undefined) return context;
  throw new UserError("This form is from before a change of the action. Close it and open it again.");
}

async function submit(
  form: AnyFormDefinition,
  call: FunctionCall,
  wire: unknown,
  context: object,
  ports: never,
): Promise<Reply> {
  const { values, problems } = parseValues(form.inputs, wire);
  const invalid = (
    fields: Readonly<Record<string, string | undefined>>,
    text = "Please correct the form.",
  ): FieldErrors => new FieldErrors(toFormError(text, fields));
  if (Object.keys(problems).length > 0) return toReply(invalid(problems), form.name);
  const granted = parseGranted(call, form.permissions?.submit ?? []);
  const submission = { ...call.base, ...granted, values, context, invalid };
  return toReply(await form.submit(submission as never, ports), form.name);
}

async function cancel(form: AnyFormDefinition, call: FunctionCall, context: object, ports: never): Promise<Reply> {
  const granted = parseGranted(call, form.permissions?.submit ?? []);
  const answer = await form.cancel?.({ ...call.base, ...granted, context } as never, ports);
  return answer === undefined ? new Reply('""') : toReply(answer, form.name);
}

async function change(
  form: AnyFormDefinition,
  call: FunctionCall,
  wire: unknown,
  context: object,
  ports: never,
): Promise<Reply> {
  const changed = new Block(call.params, "params", call.onOddField).block("target")?.text("name");
  const values = parsePartialValues(form.inputs, wire);
  const granted = parseGranted(call, form.permissions?.change ?? []);
  const fields = fieldChangesOf(form.inputs);
  const known = changed !== undefined && Object.hasOwn(form.inputs, changed);
  const actions = known
    ? await form.change?.({ ...call.base, ...granted, values, context, changed, fields } as never, ports)
    : [];
  return new Reply(JSON.stringify({ type: "form_modification", actions: actions ?? [] }));
}

async function search(
  form: AnyFormDefinition,
  call: FunctionCall,
  wire: unknown,
  context: object,
  ports: never,
): Promise<Reply> {
  const target = new Block(call.params, "params", call.onOddField).block("target");
  const name = target?.text("name") ?? "";
  const finders = (form.options ?? {}) as Readonly<
    Record<string, (search: never, ports: never) => Choices | Promise<Choices>>
  >;
  const find = Object.hasOwn(finders, name) ? finders[name] : undefined;
  const values = parsePartialValues(form.inputs, wire);
  const granted = parseGranted(call, form.permissions?.options ?? []);
  const query = target?.text("query") ?? "";
  const found = (await find?.({ ...call.base, ...granted, values, context, query } as never, ports)) ?? [];
  return new Reply(JSON.stringify({ options: found.slice(0, formLimits.selectOptions).map(toChoice) }));
}

function toReply(answer: unknown, name: string): Reply {
  if (Reply.jsonOf(answer) !== undefined) return answer as Reply;
  const reply = MessageEdit.replyOf(answer) ?? FieldErrors.replyOf(answer);
  if (reply !== undefined) return reply;
  throw new InvalidReply(
    `The form "${name}" returned no reply: return text(), card(), banner(), edit(), invalid() or a form.`,
  );
}
