import { toInvalidDeclaration } from "../declaration/to-invalid-declaration.ts";
import { formProblem } from "../form/check-form.ts";
import type { AnyFormDefinition } from "../form/form-definition.ts";
import { buttonProblem } from "./check-button.ts";
import type { AnyButtonDefinition } from "./button-definition.ts";

/** Throws `InvalidDeclaration` naming the form and the first limit of Cliq's that is not met. */
export function checkForm(form: AnyFormDefinition): void {
  refuse(`form "${form.name}"`, formProblem(form));
}

/** Throws `InvalidDeclaration` naming the button and the first limit of Cliq's that is not met. */
export function checkButton(button: AnyButtonDefinition): void {
  refuse(`button "${button.name}"`, buttonProblem(button));
}

function refuse(what: string, problem: string | undefined): void {
  if (problem !== undefined) throw toInvalidDeclaration(`${what}: ${problem}`, "action");
}
