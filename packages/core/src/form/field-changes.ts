import { defined } from "../invocation/defined.ts";
import { fitPlain } from "../reply/fit-plain.ts";
import type { FormInputs } from "./form-input.ts";
import { formLimits } from "./form-limits.ts";
import type { OptionalName, Prefill } from "./form-values.ts";
import { toWireInput } from "./wire-input.ts";

/** One change of an open form, as the wire has it. Only the methods of {@link FieldChanges} make it. */
export interface FieldChange {
  readonly type: "remove" | "clear" | "enable" | "disable" | "update" | "add_before" | "add_after";
  readonly name: string;
  readonly input?: object;
}

/** What `change` can do to the fields of an open form. */
export interface FieldChanges<I extends FormInputs> {
  /** Only what may be missing of what is sent: else nobody could send the form any more. */
  remove(name: OptionalName<I>): FieldChange;
  clear(name: keyof I & string): FieldChange;
  enable(name: keyof I & string): FieldChange;
  disable(name: keyof I & string): FieldChange;
  /** The field as it is declared, with another value, label or options. */
  update<K extends keyof I & string>(name: K, to: FieldUpdate<I, K>): FieldChange;
  /** Adds a declared field that is not shown. */
  addBefore<K extends keyof I & string>(
    neighbour: keyof I & string,
    name: K,
    value?: Prefill<I>[K & keyof Prefill<I>],
  ): FieldChange;
  /** Adds a declared field that is not shown. */
  addAfter<K extends keyof I & string>(
    neighbour: keyof I & string,
    name: K,
    value?: Prefill<I>[K & keyof Prefill<I>],
  ): FieldChange;
}

/** What of a field can be another one than declared. Options stay among the declared ones, so that values keep their type. */
type FieldUpdate<I extends FormInputs, K extends keyof I> = {
  readonly label?: string;
  readonly placeholder?: string;
  readonly optional?: K extends OptionalName<I> ? boolean : false;
  readonly disabled?: boolean;
  readonly value?: Prefill<I>[K & keyof Prefill<I>];
};

/** The changes of one form's fields. */
export function fieldChangesOf<I extends FormInputs>(inputs: I): FieldChanges<I> {
  const plain =
    (type: FieldChange["type"]) =>
    (name: keyof I & string): FieldChange => ({ type, name });
  const add =
    (type: "add_before" | "add_after") =>
    (neighbour: string, name: keyof I & string, value?: unknown): FieldChange => ({
      type,
      name: neighbour,
      input: toWireInput(name, inputs[name], value),
    });
  return {
    remove: plain("remove"),
    clear: plain("clear"),
    enable: plain("enable"),
    disable: plain("disable"),
    update: (name, { value, label, placeholder, ...to }) => ({
      type: "update",
      name,
      input: toWireInput(name, Object.assign({}, inputs[name], to, shownWords({ label, placeholder })), value),
    }),
    addBefore: add("add_before"),
    addAfter: add("add_after"),
  };
}

/** The words of an update within Cliq's limits; where nothing of them would be seen, those of the declaration stay. */
function shownWords({ label, placeholder }: Readonly<Record<"label" | "placeholder", string | undefined>>): object {
  const fit = (words: string | undefined, what: string, limitChars: number): string | undefined =>
    words === undefined ? undefined : fitPlain(words, what, limitChars, true);
  return defined({
    label: fit(label, "A field's label", formLimits.labelChars),
    placeholder: fit(placeholder, "A field's placeholder", formLimits.placeholderChars),
  });
}
