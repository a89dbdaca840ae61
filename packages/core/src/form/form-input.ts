/** One thing to choose: what people see, and what the function receives. */
export interface Choice<V extends string = string> {
  readonly label: string;
  readonly value: V;
}

/** Options as an author writes them: a text alone is both label and value. */
export type Choices = readonly (string | Choice)[];

interface Common {
  /** What people read above the field; at most 50 characters. */
  readonly label: string;
  /** Shown in an empty field; at most 100 characters. */
  readonly placeholder?: string;
  /** Whether it may stay empty: its value is then possibly undefined. */
  readonly optional?: boolean;
  /** Whether it is left out until `change` adds it: its value is possibly undefined. */
  readonly later?: boolean;
  /** Whether each change of it calls `change`. */
  readonly triggerOnChange?: boolean;
  /** Whether it can be read and not changed. */
  readonly disabled?: boolean;
}

/** One line, of at most 100 characters. */
interface TextInput extends Common {
  readonly type: "text";
  readonly format?: "email" | "tel" | "url" | "password";
  readonly maxLength?: number;
}

/** Several lines. Its limits are UNKNOWN. */
interface TextareaInput extends Common {
  readonly type: "textarea";
}

/** A number; `min` and `max` are checked here as well. */
interface NumberInput extends Common {
  readonly type: "number";
  readonly min?: number;
  readonly max?: number;
}

/** A drop-down of 1 to 100 options. */
interface SelectInput extends Common {
  readonly type: "select";
  readonly options: Choices;
  /** Whether several can be chosen: the value is then a list. */
  readonly multiple?: boolean;
}

/** 2 to 5 options side by side. */
interface RadioInput extends Common {
  readonly type: "radio";
  readonly options: Choices;
}

/** 1 to 5 boxes; the value is a list. */
interface CheckboxInput extends Common {
  readonly type: "checkbox";
  readonly options: Choices;
  readonly maxSelections?: number;
}

/** A drop-down whose options the form's `options` finds while the person types. */
export interface DynamicSelectInput extends Common {
  readonly type: "dynamic_select";
  readonly multiple?: boolean;
}

/** A drop-down of what Cliq knows itself. */
interface NativeSelectInput extends Common {
  readonly type: "native_select";
  readonly dataSource: "channels" | "conversations" | "teams" | "contacts";
  readonly multiple?: boolean;
}

/** Files of at most `maxSizeKb` each. */
interface FileInput extends Common {
  readonly type: "file";
  /** 1 to 51,200. */
  readonly maxSizeKb?: number;
}

/** A value nobody sees. It comes back from the person's own client: what must not be changed belongs into the context. */
interface HiddenInput {
  readonly type: "hidden";
  readonly label?: never;
  readonly optional?: boolean;
  readonly later?: boolean;
}

/** Types whose own attributes are undocumented: they have the common ones. */
interface PlainInput extends Common {
  readonly type: "date" | "datetime" | "location" | "catalogue" | "toggle" | "phone_number";
}

/** One field of a form (https://www.zoho.com/cliq/help/platform/cliq-forms.html). */
export type FormInput =
  | TextInput
  | TextareaInput
  | NumberInput
  | SelectInput
  | RadioInput
  | CheckboxInput
  | DynamicSelectInput
  | NativeSelectInput
  | FileInput
  | HiddenInput
  | PlainInput;

/** A form's fields by their names. */
export type FormInputs = { readonly [name: string]: FormInput };

/** An option as the wire has it. */
export function toChoice(option: string | Choice): Choice {
  return typeof option === "string" ? { label: option, value: option } : option;
}
