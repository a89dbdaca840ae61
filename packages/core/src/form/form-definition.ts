import type { FunctionPermission } from "../function-handlers.ts";
import type { RegistrationPolicy } from "../declaration/registration-policy.ts";
import type { Granted } from "../functions/granted.ts";
import type { MessageEdit } from "../functions/message-edit.ts";
import type { Shape, ShapeValue } from "../functions/shape.ts";
import type { InvocationBase } from "../invocation/invocation.ts";
import type { Reply } from "../reply/reply.ts";
import type { FieldChange, FieldChanges } from "./field-changes.ts";
import type { FieldErrors } from "./field-errors.ts";
import type { Choices, DynamicSelectInput, FormInputs } from "./form-input.ts";
import type { FormValues, PartialValues } from "./form-values.ts";

/** What a handler may be told of a form's person and place. */
export type HandlerPermission = Exclude<FunctionPermission, "message">;

/** What the form was opened with, as it was then; nothing for a form that declares none. */
type WithContext<C extends Shape> = [C] extends [never] ? unknown : { readonly context: ShapeValue<C> };

/** A form that was sent. */
export type Submission<I extends FormInputs, C extends Shape, P extends FunctionPermission> = InvocationBase &
  Granted<P> &
  WithContext<C> & {
    readonly values: FormValues<I>;
    /** Keeps the form open, with a sentence at each field that is named and one above them. */
    readonly invalid: (fields: { readonly [K in keyof I]?: string }, text?: string) => FieldErrors;
  };

/** A form while it is filled in. */
type OpenForm<I extends FormInputs, C extends Shape, P extends FunctionPermission> = InvocationBase &
  Granted<P> &
  WithContext<C> & {
    /** What can be read of it so far. */
    readonly values: PartialValues<I>;
  };

/** A field that has another value now. */
export type FormChange<I extends FormInputs, C extends Shape, P extends FunctionPermission> = OpenForm<I, C, P> & {
  /** The field. */
  readonly changed: keyof I & string;
  /** What can be done to the form. */
  readonly fields: FieldChanges<I>;
};

/** What a person typed into a field whose options are found while they type. */
export type FormSearch<I extends FormInputs, C extends Shape, P extends FunctionPermission> = OpenForm<I, C, P> & {
  readonly query: string;
};

/** A form that was closed. */
export type Cancellation<C extends Shape, P extends FunctionPermission> = InvocationBase & Granted<P> & WithContext<C>;

/** What a submission may be answered with: a message, a banner, the next form, an edit, or what is wrong. */
export type SubmitAnswer = Reply | MessageEdit | FieldErrors;

/** The names of the fields whose options are found while the person types. */
type DynamicNames<I extends FormInputs> = {
  [K in keyof I]: I[K] extends DynamicSelectInput ? K : never;
}[keyof I];

/** What an author writes of a form: its fields, and what happens with them. */
export interface FormDefinition<
  I extends FormInputs,
  C extends Shape,
  S extends FunctionPermission,
  H extends HandlerPermission,
  O extends HandlerPermission,
  Ports,
> extends RegistrationPolicy {
  /** Of the function in Cliq: at most 30 characters, unique in the organisation. */
  readonly name: string;
  /** Above the form. */
  readonly title: string;
  /** Of the function in Cliq, at most 300 characters; its title unless told. */
  readonly description?: string;
  /** Below the title. */
  readonly hint?: string;
  /** Cliq writes "Submit" unless told. */
  readonly buttonLabel?: string;
  /** At most 24, in their order. */
  readonly inputs: I;
  /** What travels with the form, sealed for the person who opened it. */
  readonly context?: C;
  /** Which parts of the event Cliq sends to each handler. */
  readonly permissions?: {
    readonly submit?: readonly S[];
    readonly change?: readonly H[];
    readonly options?: readonly O[];
  };
  submit(submission: Submission<I, C, S>, ports: Ports): SubmitAnswer | Promise<SubmitAnswer>;
  /** Called when a field with `triggerOnChange` has another value. */
  change?(change: FormChange<I, C, H>, ports: Ports): readonly FieldChange[] | Promise<readonly FieldChange[]>;
  /** Finds the options of each `dynamic_select`. */
  readonly options?: {
    readonly [K in DynamicNames<I>]: (search: FormSearch<I, C, O>, ports: Ports) => Choices | Promise<Choices>;
  };
  /** Called when the person closes the form; without it Cliq tells nobody. */
  cancel?(cancellation: Cancellation<C, S>, ports: Ports): Reply | Promise<Reply>;
}

/** Any form, for code that reads the declaration. */
export type AnyFormDefinition = FormDefinition<FormInputs, Shape, FunctionPermission, never, never, never>;
