import { checkForm } from "#check-form";
import type { FunctionDeclaration } from "../declaration/function-declaration.ts";
import type { FunctionPermission } from "../function-handlers.ts";
import type { Shape, ShapeValue } from "../functions/shape.ts";
import type { Reply } from "../reply/reply.ts";
import type { AnyFormDefinition, FormDefinition, HandlerPermission } from "./form-definition.ts";
import type { FormInputs } from "./form-input.ts";
import type { Prefill } from "./form-values.ts";
import { openForm } from "./open-form.ts";
import { serveForm } from "./serve-form.ts";

/** What a form is opened with. */
type FormStart<I extends FormInputs, C extends Shape> = {
  /** Values that stand in it from the start; people's texts are cut to what the field takes. */
  readonly prefill?: Prefill<I>;
} & ([C] extends [never] ? { readonly context?: never } : { readonly context: ShapeValue<C> });

/** A form: a function in Cliq, and the reply that opens it. */
export interface Form<I extends FormInputs, C extends Shape, Ports> extends FunctionDeclaration<Ports> {
  readonly type: "form";
  /** The reply that opens it. */
  open(...start: [C] extends [never] ? [start?: FormStart<I, C>] : [start: FormStart<I, C>]): Reply;
}

/**
 * Declares a [form](https://www.zoho.com/cliq/help/platform/cliq-forms.html) and its behaviour as one value. It belongs
 * into `functions` of its action, and `functions()` into the action's `lambda.ts`. `inputs` decides the types of `values`.
 * Throws `InvalidDeclaration` at import when Cliq's documented limits are not met; not in a deployed bundle.
 */
export function defineForm<
  const I extends FormInputs,
  const C extends Shape = never,
  const S extends FunctionPermission = never,
  const H extends HandlerPermission = never,
  const O extends HandlerPermission = never,
  Ports = unknown,
>(definition: FormDefinition<I, C, S, H, O, Ports>): Form<I, C, Ports> {
  const any = definition as unknown as AnyFormDefinition;
  checkForm(any);
  const { name, title, description = title, permissions = {}, adopt, removalPolicy } = definition;
  return Object.freeze({
    type: "form" as const,
    name,
    description,
    ...(adopt === undefined ? {} : { adopt }),
    ...(removalPolicy === undefined ? {} : { removalPolicy }),
    handlers: {
      form_submit_handler: permissions.submit ?? [],
      ...(definition.change === undefined ? {} : { form_change_handler: permissions.change ?? [] }),
      ...(definition.options === undefined ? {} : { form_dynamic_select_handler: permissions.options ?? [] }),
    },
    open: ((start: object = {}) => openForm(any, start)) as Form<I, C, Ports>["open"],
    serve: serveForm(any),
  } satisfies Form<I, C, Ports>);
}
