import { choiceProblem } from "./field-problems.ts";
import type { RegistrationPolicy } from "./registration-policy.ts";

/** What is wrong with how a registration is to be kept; undefined when nothing is. */
export function policyProblem({ adopt, removalPolicy }: RegistrationPolicy): string | undefined {
  if (adopt !== undefined && !/^[1-9]\d{0,18}$/.test(adopt)) return `adopt must be an id of Cliq's: a text of digits.`;
  return removalPolicy === undefined
    ? undefined
    : choiceProblem("removalPolicy", [removalPolicy], ["delete", "retain"], 1);
}

/** What is wrong with the name of a file that has to lie beside `action.ts`; undefined when nothing is. */
export function fileProblem(field: string, file: unknown, endings: readonly string[]): string | undefined {
  const isBeside = typeof file === "string" && /^\.\/[\w-][\w.-]*$/.test(file);
  if (isBeside && endings.some((ending) => file.endsWith(`.${ending}`))) return undefined;
  return `${field} must name a file beside action.ts, such as "./${field}.${endings[0]}".`;
}
