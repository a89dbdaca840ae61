import { choiceProblem, isRecord, lengthProblem, unknownFieldProblem } from "../declaration/field-problems.ts";
import { declarationLimits } from "../declaration/limits.ts";
import { toInvalidDeclaration } from "../declaration/to-invalid-declaration.ts";
import type { AnyButtonDefinition } from "./button-definition.ts";

const buttonFields = ["name", "description", "args", "permissions", "click", "adopt", "removalPolicy"];

/** Throws `InvalidDeclaration` naming the button and what is wrong with it. The rest of it is looked at with its action. */
export function checkButton(button: AnyButtonDefinition): void {
  const problem = buttonProblem(button);
  if (problem !== undefined) throw toInvalidDeclaration(`button "${button.name}": ${problem}`, "action");
}

function buttonProblem(button: AnyButtonDefinition): string | undefined {
  return (
    unknownFieldProblem(button, buttonFields) ??
    lengthProblem("name", button.name, declarationLimits.nameChars) ??
    shapeProblem("args", button.args) ??
    (typeof button.click === "function" ? undefined : "click must be a function.")
  );
}

/** What is wrong with a declared shape; undefined when nothing is. */
export function shapeProblem(field: string, shape: unknown): string | undefined {
  if (shape === undefined) return undefined;
  if (!isRecord(shape)) return `${field} must be an object of "string", "number" and "boolean" by name.`;
  return Object.entries(shape)
    .map(([name, kind]) => choiceProblem(`${field}.${name}`, [kind], ["string", "number", "boolean"], 1))
    .find((problem) => problem !== undefined);
}
