import * as z from "zod";
import type { FakeChat, FakeMessage } from "../chat/fake-message.ts";
import type { FakePerson } from "../chat/fake-person.ts";

/** What a person has put into a form, by the names of its inputs. */
export type FormValues = Readonly<Record<string, unknown>>;

/** A person who uses what a function is behind: a button of a message, or a form. */
export type FunctionUse = {
  person: FakePerson;
  chat: FakeChat;
  /** Milliseconds since 1970; now when absent. */
  at?: number;
  /** Whether events carry message ids. */
  messageIds?: "present" | "absent";
} & (
  | {
      do: "click";
      /** As it stands in the message. */
      button: unknown;
      /** The one with the button. */
      message: FakeMessage;
      /** What was written into the confirmation. */
      input?: string;
    }
  /** `cancel` closes the form; Cliq tells its function of that only where the form says so. */
  | { do: "submit" | "cancel"; form: unknown; values: FormValues }
  /** Another value in the input of this name. */
  | { do: "change"; form: unknown; values: FormValues; input: string }
  /** Words typed into the dynamic select of this name. */
  | { do: "search"; form: unknown; values: FormValues; input: string; query: string }
);

/** Of a button, what a click on it needs. */
export const usedButton = z.looseObject({
  label: z.string(),
  hint: z.string().optional(),
  key: z.string().optional(),
  action: z.looseObject({
    type: z.literal("invoke.function"),
    data: z.looseObject({ name: z.string(), owner: z.string().optional() }),
  }),
  arguments: z.record(z.string(), z.unknown()).optional(),
});

const option = z.looseObject({ label: z.string().optional(), value: z.string().optional() });
const options = z.array(option.extend({ options: z.array(option).optional() })).optional();

/** Of an input, what its value depends on. */
const usedInput = z.looseObject({
  type: z.string(),
  name: z.string(),
  label: z.string().optional(),
  mandatory: z.union([z.boolean(), z.string()]).optional(),
  multiple: z.union([z.boolean(), z.string()]).optional(),
  disabled: z.union([z.boolean(), z.string()]).optional(),
  options,
});

/** One of them. */
export type UsedInput = z.output<typeof usedInput>;

const called = z.looseObject({ name: z.string() });

/** Of a form, what using it needs. */
export const usedForm = z.looseObject({
  name: z.string(),
  trigger_on_cancel: z.union([z.boolean(), z.string()]).optional(),
  inputs: z.array(usedInput),
  action: called.optional(),
  actions: z.looseObject({ submit: called, cancel: called.optional() }).optional(),
});

/** One of them. */
export type UsedForm = z.output<typeof usedForm>;
