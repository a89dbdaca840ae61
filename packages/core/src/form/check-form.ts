import {
  choiceProblem,
  isRecord,
  lengthProblem,
  rangeProblem,
  unknownFieldProblem,
} from "../declaration/field-problems.ts";
import { toInvalidDeclaration } from "../declaration/to-invalid-declaration.ts";
import { shapeProblem } from "../functions/check-button.ts";
import type { AnyFormDefinition } from "./form-definition.ts";
import { type Choice, type FormInput, toChoice } from "./form-input.ts";
import { formLimits as limits } from "./form-limits.ts";

const formFields = [
  "name",
  "title",
  "description",
  "hint",
  "buttonLabel",
  "inputs",
  "context",
  "permissions",
  "submit",
  "change",
  "options",
  "cancel",
  "adopt",
  "removalPolicy",
];
const common = ["type", "label", "placeholder", "optional", "later", "triggerOnChange", "disabled"];
const ownFields: Readonly<Record<FormInput["type"], readonly string[]>> = {
  text: ["format", "maxLength"],
  textarea: [],
  number: ["min", "max"],
  select: ["options", "multiple"],
  radio: ["options"],
  checkbox: ["options", "maxSelections"],
  dynamic_select: ["multiple"],
  native_select: ["dataSource", "multiple"],
  file: ["maxSizeKb"],
  hidden: [],
  date: [],
  datetime: [],
  location: [],
  catalogue: [],
  toggle: [],
  phone_number: [],
};

/** Throws `InvalidDeclaration` naming the form and what is wrong with it. Its permissions are looked at with its action. */
export function checkForm(form: AnyFormDefinition): void {
  const problem = formProblem(form);
  if (problem !== undefined) throw toInvalidDeclaration(`form "${form.name}": ${problem}`, "action");
}

function formProblem(form: AnyFormDefinition): string | undefined {
  return (
    unknownFieldProblem(form, formFields) ??
    lengthProblem("name", form.name, limits.nameChars) ??
    lengthProblem("title", form.title, limits.titleChars) ??
    (form.permissions && unknownFieldProblem(form.permissions, ["submit", "change", "options"])) ??
    shapeProblem("context", form.context) ??
    inputsProblem(form.inputs) ??
    (typeof form.submit === "function" ? undefined : "submit must be a function.") ??
    changeProblem(form) ??
    optionsProblem(form)
  );
}

function inputsProblem(inputs: unknown): string | undefined {
  if (!isRecord(inputs)) return "inputs must be an object of fields by name.";
  const declared = Object.entries(inputs);
  // One is the context's.
  if (declared.length < 1 || declared.length >= limits.inputs) {
    return `inputs needs 1 to ${limits.inputs - 1} fields, not ${declared.length}.`;
  }
  for (const [name, input] of declared) {
    const problem = nameProblem(name) ?? inputProblem(input);
    if (problem !== undefined) return `input "${name}": ${problem}`;
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  return /^[a-zA-Z][\w-]{0,49}$/.test(name) && !(name in {})
    ? undefined
    : `its name must be a letter, then letters, digits, - and _, at most ${limits.inputNameChars} in all.`;
}

function inputProblem(input: unknown): string | undefined {
  if (!isRecord(input)) return "it must be an object with a type.";
  const { type } = input as unknown as FormInput;
  const unknownType = choiceProblem("type", [type], Object.keys(ownFields), 1);
  if (unknownType !== undefined) return unknownType;
  if (type === "hidden") return unknownFieldProblem(input, ["type", "optional", "later"]);
  const { label, placeholder } = input as unknown as Exclude<FormInput, { type: "hidden" }>;
  return (
    unknownFieldProblem(input, [...common, ...ownFields[type]]) ??
    lengthProblem("label", label, limits.labelChars) ??
    (placeholder === undefined ? undefined : lengthProblem("placeholder", placeholder, limits.placeholderChars)) ??
    ownProblem(input as unknown as FormInput)
  );
}

function ownProblem(input: FormInput): string | undefined {
  switch (input.type) {
    case "text":
      return (
        (input.format && choiceProblem("format", [input.format], ["email", "tel", "url", "password"], 1)) ??
        (input.maxLength === undefined ? undefined : rangeProblem("maxLength", input.maxLength, 1, limits.textChars))
      );
    case "select":
      return choicesProblem(input.options, { from: 1, to: limits.selectOptions }, limits.selectValueChars);
    case "radio":
      return choicesProblem(input.options, limits.radioOptions, limits.radioValueChars);
    case "checkbox":
      return (
        choicesProblem(input.options, limits.checkboxOptions, limits.radioValueChars) ??
        (input.maxSelections === undefined ? undefined : rangeProblem("maxSelections", input.maxSelections, 1, 5))
      );
    case "native_select":
      return choiceProblem("dataSource", [input.dataSource], ["channels", "conversations", "teams", "contacts"], 1);
    case "file":
      return input.maxSizeKb === undefined ? undefined : rangeProblem("maxSizeKb", input.maxSizeKb, 1, limits.fileKb);
    default:
      return undefined;
  }
}

function choicesProblem(
  options: unknown,
  { from, to }: { readonly from: number; readonly to: number },
  valueChars: number,
): string | undefined {
  if (!Array.isArray(options) || options.length < from || options.length > to)
    return `options must be a list of ${from} to ${to}.`;
  const choices = options.map((option: string | Choice) => toChoice(option));
  const values = choices.map(({ value }) => value);
  return (
    choices
      .map(
        ({ label, value }) =>
          lengthProblem("an option's label", label, limits.optionLabelChars) ??
          lengthProblem("an option's value", value, valueChars),
      )
      .find((problem) => problem !== undefined) ??
    (new Set(values).size === values.length ? undefined : "options has the same value twice.")
  );
}

function changeProblem({ inputs, ...form }: AnyFormDefinition): string | undefined {
  const triggers = Object.values(inputs).some((input) => input.type !== "hidden" && input.triggerOnChange === true);
  if (!("change" in form)) return triggers ? "a field has triggerOnChange, and there is no change for it." : undefined;
  return triggers ? undefined : "it has a change, and no field with triggerOnChange that would call it.";
}

function optionsProblem({ inputs, options }: AnyFormDefinition): string | undefined {
  const dynamic = Object.keys(inputs).filter((name) => inputs[name]?.type === "dynamic_select");
  const found = Object.keys(options ?? {});
  const missing = dynamic.find((name) => !found.includes(name));
  if (missing !== undefined) return `options needs a function for "${missing}", which is a dynamic_select.`;
  const strange = found.find((name) => !dynamic.includes(name));
  return strange === undefined ? undefined : `options has "${strange}", which is no dynamic_select among its inputs.`;
}
