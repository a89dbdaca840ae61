import type { FunctionDeclaration } from "../declaration/function-declaration.ts";
import type { FunctionHandlerName } from "../function-handlers.ts";
import { callOf } from "./call-of.ts";
import { outputOf, type ReplyOutput } from "./output-of.ts";

/** The action's ports, left out where its functions ask for none. */
type PortsOf<Ports> = unknown extends Ports ? [ports?: Ports] : [ports: Ports];

/** What a form is used with in a test; `params` replaces blocks of the event. */
interface FormUse {
  readonly values?: object;
  /** What the form was opened with. */
  readonly context?: object;
  readonly params?: object;
}

/** What a form answers when a person sends these values: `await submit(report, { values: { … } }, { desk })`. */
export async function submit<Ports>(
  form: FunctionDeclaration<Ports>,
  { values, context, params }: FormUse,
  ...ports: PortsOf<Ports>
): Promise<ReplyOutput> {
  return use(form, ports, "form_submit_handler", { ...toForm(values, context), ...params });
}

/** What a form answers when a field has another value, which is among `values`. */
export async function change<Ports>(
  form: FunctionDeclaration<Ports>,
  { field, values, context, params }: FormUse & { readonly field: string },
  ...ports: PortsOf<Ports>
): Promise<ReplyOutput> {
  return use(form, ports, "form_change_handler", { ...toForm(values, context), target: { name: field }, ...params });
}

/** The options that a form finds for what a person types into a field. */
export async function search<Ports>(
  form: FunctionDeclaration<Ports>,
  { field, query, values, context, params }: FormUse & { readonly field: string; readonly query: string },
  ...ports: PortsOf<Ports>
): Promise<ReplyOutput> {
  const typed = { ...toForm(values, context), target: { name: field, query }, ...params };
  return use(form, ports, "form_dynamic_select_handler", typed);
}

/** What a button answers when a person clicks it; `input` is what they wrote into its confirmation. */
export async function click<Ports>(
  button: FunctionDeclaration<Ports>,
  { args = {}, input, params }: { readonly args?: object; readonly input?: string; readonly params?: object },
  ...ports: PortsOf<Ports>
): Promise<ReplyOutput> {
  const given = { context: JSON.stringify(args), ...(input === undefined ? {} : { input }) };
  return use(button, ports, "button_handler", { arguments: given, ...params });
}

function toForm(values: object = {}, context: object = {}): object {
  return { form: { action: "submit", values: { _context: JSON.stringify(context), ...values } } };
}

async function use<Ports>(
  declared: FunctionDeclaration<Ports>,
  [ports]: readonly unknown[],
  handler: FunctionHandlerName,
  params: object,
): Promise<ReplyOutput> {
  if (declared.serve === undefined) throw new Error(`${declared.name} was not made by defineForm() or defineButton().`);
  return outputOf(await declared.serve(callOf(handler, params), ports as Ports));
}
