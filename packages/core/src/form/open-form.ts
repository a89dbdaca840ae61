import { isFields } from "../invocation/block.ts";
import { InvalidReply } from "../errors/invalid-reply.ts";
import { matchShape } from "../functions/shape.ts";
import { Reply } from "../reply/reply.ts";
import { slotJson } from "../reply/slots.ts";
import type { AnyFormDefinition } from "./form-definition.ts";
import { toWireInput } from "./wire-input.ts";

/** The name of the field that carries what the form was opened with; no author's field can be called so. */
export const contextInput = "_context";

/** The reply that opens a form. */
export function openForm(
  form: AnyFormDefinition,
  { prefill = {}, context = {} }: { readonly prefill?: object; readonly context?: object },
): Reply {
  const { name, title, hint, buttonLabel, inputs } = form;
  const kept = matchShape(form.context ?? {}, context);
  if (kept === undefined)
    throw new InvalidReply(`The form "${name}" was opened with another context than it declares.`);
  const shown = Object.entries(inputs).filter(([, input]) => input.later !== true);
  const values: Readonly<Record<string, unknown>> = isFields(prefill) ? prefill : {};
  const fields = shown.map(([key, input]) => JSON.stringify(toWireInput(key, input, values[key])));
  const head = {
    type: "form",
    title,
    name,
    version: 1,
    ...(hint === undefined ? {} : { hint }),
    ...(buttonLabel === undefined ? {} : { button_label: buttonLabel }),
    ...(form.cancel === undefined ? {} : { trigger_on_cancel: true }),
  };
  const sealed = `{"type":"hidden","name":"${contextInput}","value":${slotJson({ functionName: name, sealed: kept })}}`;
  const action = `{"type":"invoke.function","name":${slotJson({ functionName: name })}}`;
  return new Reply(
    `${JSON.stringify(head).slice(0, -1)},"inputs":[${[...fields, sealed].join(",")}],"action":${action}}`,
  );
}
