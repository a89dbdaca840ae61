import type { Choice, Choices, FormInput, FormInputs } from "./form-input.ts";

/** A file that came with a form; its address ends soon. Not trusted: check the host before fetching. */
export interface FormFile {
  readonly name: string;
  readonly id?: string;
  readonly url?: string;
  readonly contentType?: string;
  readonly bytes?: number;
}

/** A day and a time as the person's Cliq says them; which zone is meant, it does not always tell. */
export interface FormMoment {
  /** Such as "2026-11-22T09:30". */
  readonly text: string;
  /** IANA name. */
  readonly timezone?: string;
}

/** A place as the person chose it. */
export interface FormPlace {
  readonly latitude?: number;
  readonly longitude?: number;
  readonly text?: string;
}

type OptionOf<O extends Choices> = O[number] extends infer One
  ? One extends string
    ? One
    : One extends Choice<infer V>
      ? V
      : never
  : never;

type ListIf<I, V> = I extends { readonly multiple: true } ? readonly V[] : V;

interface PlainValues {
  readonly text: string;
  readonly textarea: string;
  readonly hidden: string;
  readonly phone_number: string;
  /** Such as "2026-11-22". */
  readonly date: string;
  readonly datetime: FormMoment;
  readonly number: number;
  readonly toggle: boolean;
  readonly location: FormPlace;
  readonly file: readonly FormFile[];
}

/** What a filled field holds. */
type FilledValue<I extends FormInput> = I extends { readonly type: "checkbox"; readonly options: Choices }
  ? readonly OptionOf<I["options"]>[]
  : I extends { readonly options: Choices }
    ? ListIf<I, OptionOf<I["options"]>>
    : I extends { readonly type: "dynamic_select" | "native_select" | "catalogue" }
      ? ListIf<I, Choice>
      : I["type"] extends keyof PlainValues
        ? PlainValues[I["type"]]
        : never;

/** Lists and toggles are there even where nothing was chosen. */
type NeverAbsent<I extends FormInput> = I extends
  | { readonly multiple: true }
  | { readonly type: "checkbox" | "file" | "toggle" | "hidden" }
  ? true
  : false;

type MayBeAbsent<I extends FormInput> =
  NeverAbsent<I> extends true ? false : I extends { readonly optional: true } | { readonly later: true } ? true : false;

/** The names of fields that nobody has to fill in. */
export type OptionalName<I extends FormInputs> = {
  [K in keyof I & string]: I[K] extends
    | { readonly optional: true }
    | { readonly later: true }
    | { readonly type: "toggle" | "hidden" }
    ? K
    : never;
}[keyof I & string];

/** What a person filled in, by the names of the fields. */
export type FormValues<I extends FormInputs> = {
  readonly [K in keyof I]: FilledValue<I[K]> | (MayBeAbsent<I[K]> extends true ? undefined : never);
};

/** What stands in a form so far: any of it may be missing. */
export type PartialValues<I extends FormInputs> = { readonly [K in keyof I]?: FilledValue<I[K]> };

type PrefillOf<I extends FormInput> = I extends { readonly type: "file" | "location" | "catalogue" | "datetime" }
  ? never
  : I extends { readonly type: "dynamic_select" | "native_select" }
    ? ListIf<I, string>
    : FilledValue<I>;

/** What an opened form can hold from the start. */
export type Prefill<I extends FormInputs> = {
  readonly [K in keyof I as [PrefillOf<I[K]>] extends [never] ? never : K]?: PrefillOf<I[K]> | undefined;
};
