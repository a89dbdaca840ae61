import type { FormValues, UsedForm, UsedInput } from "./function-use.ts";
import { isEmpty, isSeveral, toChoice } from "./to-wire-value.ts";

/** Of these, an input has to be filled unless it says otherwise (CONFIRMED); of the others only where it says so (INFERRED). */
const mandatoryTypes: readonly string[] = ["text", "select", "file"];

/** What Cliq lets nobody submit, a sentence for each input; that it looks at formats as well is INFERRED. */
export function problemsOfValues({ inputs }: Pick<UsedForm, "inputs">, values: FormValues): Record<string, string> {
  const found = inputs.flatMap((input): [string, string][] => {
    const problem = problemOfValue(input, values[input.name]);
    return problem === undefined ? [] : [[input.name, problem]];
  });
  return Object.fromEntries(found);
}

function problemOfValue(input: UsedInput, given: unknown): string | undefined {
  const { type, label = input.name, mandatory = mandatoryTypes.includes(type) } = input;
  if (type === "hidden" || isTrue(input.disabled)) return undefined;
  if (isEmpty(given)) return isTrue(mandatory) ? `${label} is needed.` : undefined;
  const limits = input as UsedInput & Readonly<Record<string, unknown>>;
  if (isSeveral(input)) {
    const chosen = Array.isArray(given) ? (given as unknown[]) : [given];
    const most = Number(limits["max_selections"] ?? Infinity);
    if (chosen.length > most) return `${label} takes at most ${most}.`;
    return chosen.every((one) => isOffered(input, one)) ? undefined : `${label} has a choice that is not offered.`;
  }
  if (!isOffered(input, given)) return `${label} has a choice that is not offered.`;
  if (type === "file") return problemOfFiles(label, given, Number(limits["max_size"] ?? 51_200));
  return typeof given === "string" ? problemOfText(limits, label, given) : undefined;
}

function problemOfText(
  { type, format, max_length: most }: UsedInput & Readonly<Record<string, unknown>>,
  label: string,
  text: string,
): string | undefined {
  const longest = Number(most ?? (type === "text" ? 100 : Infinity));
  if (text.length > longest) return `${label} takes at most ${longest} characters.`;
  if (type === "number" && !Number.isFinite(Number(text))) return `${label} is a number.`;
  if (type !== "text") return undefined;
  if (format === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)) return `${label} is an e-mail address.`;
  if (format === "url" && !URL.canParse(text)) return `${label} is a web address.`;
  if (format === "tel" && !/^\+?[\d\s()-]{3,}$/u.test(text)) return `${label} is a telephone number.`;
  return undefined;
}

function problemOfFiles(label: string, given: unknown, mostKilobytes: number): string | undefined {
  const files = (Array.isArray(given) ? given : [given]) as { size?: number }[];
  if (files.length > 10) return `${label} takes at most 10 files.`;
  const tooLarge = files.some(({ size = 0 }) => size > mostKilobytes * 1024);
  return tooLarge ? `${label} takes files of at most ${mostKilobytes} KB.` : undefined;
}

/** Of inputs that list their options, only those. */
function isOffered(input: UsedInput, given: unknown): boolean {
  if (!["select", "radio", "checkbox"].includes(input.type) || input.options === undefined) return true;
  const { value } = toChoice(input, given);
  return input.options
    .flatMap((option) => option.options ?? [option])
    .some((one) => (one.value ?? one.label) === value);
}

/** True as Cliq's documents have it: also as a text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
